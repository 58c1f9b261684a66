import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import type { AssetId } from '../../wire/brands';
import { readAdvice, type Advice } from '../../wire/rules';

const refreshMs = 10_000;

/** Advice for an asset, read when selected and every ten seconds; none while a past moment is shown, since advice speaks of now. */
export function useAdvice(id: Ref<AssetId>): Ref<readonly Advice[]> {
  const session = useSession();
  const clock = useClock();
  const advice = shallowRef<readonly Advice[]>([]);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    if (clock.pinned !== null) { advice.value = []; return; }
    const { signal } = (asked = new AbortController());
    try {
      advice.value = (await readAdvice(session.api, id.value, { signal, retries: 0, timeoutMs: 20_000 })).items;
    } catch {
      // Without advice the panel says what it always says.
    }
  }

  watch([id, () => clock.pinned], ([next], before) => {
    if (next !== before[0]) advice.value = [];
    void read();
  }, { immediate: true });
  const timer = setInterval(() => { if (!document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });
  return advice;
}
