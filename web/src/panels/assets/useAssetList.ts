import { onBeforeUnmount, reactive, ref, shallowRef } from 'vue';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import type { AssetKind } from '../../wire/kinds';
import { readRows, type AssetRow } from './list';

export const pageSize = 50;
const refreshMs = 5_000;

export interface AssetFilter {
  q: string;
  where: string;
  kind: AssetKind | '';
  /** A number to order by, as the filter language writes it; a minus puts the largest first. */
  order: string;
}

/** A page of assets as the server filters them. Cursors only lead forward, so those of the pages before are kept to go back. */
export function useAssetList() {
  const session = useSession();
  const clock = useClock();
  const filter = reactive<AssetFilter>({ q: '', where: '', kind: '', order: '-fill' });
  const rows = shallowRef<readonly AssetRow[] | null>(null);
  const error = shallowRef<unknown>(null);
  /** Someone waits for it. */
  const busy = ref(false);
  const cursors = ref<readonly (string | null)[]>([null]);
  const next = ref<string | null>(null);
  let asked: AbortController | undefined;

  async function read(trail: readonly (string | null)[], quietly = false): Promise<void> {
    asked?.abort();
    const request = (asked = new AbortController());
    busy.value = !quietly;
    const query = { q: filter.q.trim() || null, where: filter.where.trim() || null, kind: filter.kind || null, order: filter.order || null, limit: pageSize, cursor: trail[trail.length - 1] ?? null, asOf: clock.pinned };
    try {
      const page = await readRows(session.api, query, { signal: request.signal, retries: 1 });
      rows.value = page.items;
      next.value = page.next;
      cursors.value = trail;
      error.value = null;
    } catch (why) {
      if (!request.signal.aborted) error.value = why;
    } finally {
      if (asked === request) busy.value = false;
    }
  }

  const apply = () => read([null]);
  const forward = () => (next.value ? read([...cursors.value, next.value]) : undefined);
  const back = () => (cursors.value.length > 1 ? read(cursors.value.slice(0, -1)) : undefined);
  const again = () => read(cursors.value);

  // Values stay live while the table is looked at.
  const timer = setInterval(() => { if (!busy.value && !error.value && !document.hidden) void read(cursors.value, true); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });

  return { filter, rows, error, busy, cursors, next, apply, forward, back, again };
}
