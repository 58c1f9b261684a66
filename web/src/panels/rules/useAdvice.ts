import { onBeforeUnmount, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import type { AssetId } from '../../wire/brands';
import { readAdvice, type Advice } from '../../wire/rules';

const refreshMs = 10_000;

/** What is said of one asset, for all parts of the page that show it. */
interface Told { readonly advice: ShallowRef<readonly Advice[]>; users: number; timer: ReturnType<typeof setInterval> | undefined; asked: AbortController | undefined }
const told = new Map<AssetId, Told>();

/** Advice for an asset, read when selected and every ten seconds, once for all who ask; none while a past moment is shown, since advice speaks of now. */
export function useAdvice(id: Ref<AssetId>): Ref<readonly Advice[]> {
  const session = useSession();
  const clock = useClock();
  const shown = shallowRef<readonly Advice[]>([]);

  async function read(of: AssetId, at: Told): Promise<void> {
    at.asked?.abort();
    if (clock.pinned !== null) { at.advice.value = []; return; }
    const { signal } = (at.asked = new AbortController());
    try {
      at.advice.value = (await readAdvice(session.api, of, { signal, retries: 0, timeoutMs: 20_000 })).items;
    } catch {
      // Without advice the panel says what it always says.
    }
  }

  function join(of: AssetId): Told {
    let at = told.get(of);
    if (!at) {
      const made: Told = { advice: shallowRef([]), users: 0, timer: undefined, asked: undefined };
      made.timer = setInterval(() => { if (!document.hidden) void read(of, made); }, refreshMs);
      told.set(of, (at = made));
      void read(of, made);
    }
    at.users++;
    return at;
  }

  function leave(of: AssetId): void {
    const at = told.get(of);
    if (!at || --at.users > 0) return;
    clearInterval(at.timer);
    at.asked?.abort();
    told.delete(of);
  }

  let joined: AssetId | null = null;
  let stop: (() => void) | undefined;
  watch(id, (next) => {
    const before = joined;
    const at = join((joined = next));
    if (before !== null) leave(before);
    stop?.();
    stop = watch(at.advice, (value) => { shown.value = value; }, { immediate: true });
  }, { immediate: true });
  watch(() => clock.pinned, () => { const at = joined === null ? undefined : told.get(joined); if (at) void read(joined!, at); });
  onBeforeUnmount(() => { stop?.(); if (joined !== null) leave(joined); });
  return shown;
}

/** What speaks of the quantity that a warning is about comes first, then as the server has it. */
export function aboutFirst(advice: readonly Advice[], quantity: string | null): readonly Advice[] {
  if (quantity === null) return advice;
  const speaks = (a: Advice): number => (a.evidence.some((e) => e.quantity === quantity) ? 0 : 1);
  return [...advice].sort((a, b) => speaks(a) - speaks(b));
}
