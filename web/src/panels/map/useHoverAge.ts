import { onBeforeUnmount } from 'vue';
import type { Hit } from '../../map/contract';
import type { AssetDetail } from '../../wire/assets';
import type { AssetId, Millis } from '../../wire/brands';
import { quantityByCode } from '../../wire/quantities';

/** A pointer that only passes asks for nothing. */
const restMs = 200;
const mostKept = 500;

/**
 * Since when the value under the pointer is known. A state that was read as a whole does not say so for each asset (a time a row would
 * cost a fifth more on the wire), so the one asset on which the pointer rests is asked for.
 */
export function useHoverAge(read: (id: AssetId, signal: AbortSignal) => Promise<Pick<AssetDetail, 'state'>>) {
  const known = new Map<string, Millis | null>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let rests: string | null = null;
  let asked: AbortController | undefined;

  /** The same hit with its reading's time, where that has been learnt. */
  function aged(hit: Hit): Hit {
    if (hit.type !== 'asset' || hit.reading === null || hit.reading.at !== null || hit.id === null) return hit;
    const at = known.get(keyOf(hit.id, hit.reading)) ?? null;
    return at === null ? hit : { ...hit, reading: { ...hit.reading, at } };
  }

  function hovered(hit: Hit | null): void {
    const open = hit?.type === 'asset' && hit.id !== null && hit.reading !== null && hit.reading.at === null ? { id: hit.id, reading: hit.reading } : null;
    const key = open && keyOf(open.id, open.reading);
    if (key === rests) return;
    rests = key;
    clearTimeout(waiting);
    asked?.abort();
    if (open && key && !known.has(key)) waiting = setTimeout(() => void ask(key, open.id, open.reading.quantity), restMs);
  }

  async function ask(key: string, id: AssetId, quantity: number): Promise<void> {
    const { signal } = (asked = new AbortController());
    try {
      const { state } = await read(id, signal);
      if (known.size >= mostKept) known.clear();
      known.set(key, state.latest.find((r) => r.quantity === quantityByCode(quantity)?.name)?.at ?? null);
    } catch {
      // The value is told without its age; the next rest asks again.
    }
  }

  onBeforeUnmount(() => { clearTimeout(waiting); asked?.abort(); });
  return { aged, hovered };
}

/** A value that has changed since has another time, and the wire tells that one. */
const keyOf = (id: AssetId, { quantity, value }: { readonly quantity: number; readonly value: number }): string => `${id} ${quantity} ${value}`;
