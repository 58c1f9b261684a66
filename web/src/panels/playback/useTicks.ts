import { computed, onBeforeUnmount, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { firstId } from '../../stores/continuations';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import { useWarnings } from '../../stores/warnings';
import { search } from '../../wire/api';
import { page } from '../../wire/assets';
import { level } from '../../wire/levels';
import { instant, shape, text } from '../../wire/parse';
import type { AxisSpan, TimedWarning } from './axis';

const brief = page(shape({ id: text, level, since: instant }));
const mostPages = 4;

/** All warnings that began within the axis: read once for each span, and then kept up by what the live connection tells. */
export function useTicks(span: Ref<AxisSpan>): ComputedRef<readonly TimedWarning[]> {
  const session = useSession();
  const clock = useClock();
  const warnings = useWarnings();
  const read = shallowRef<readonly TimedWarning[]>([]);
  let readFrom = NaN;
  let asked: AbortController | undefined;

  async function load({ from, to }: AxisSpan): Promise<void> {
    asked?.abort();
    const request = (asked = new AbortController());
    const found: TimedWarning[] = [];
    try {
      const asOf = to < clock.live ? to : null;
      for (let cursor: string | null = null, i = 0; i < mostPages; i++) {
        const { items, next }: ReturnType<typeof brief> = await session.api.http.get(`/warnings${search({ limit: 1000, brief: true, asOf, cursor })}`, brief, { signal: request.signal });
        found.push(...items);
        cursor = next;
        if (cursor === null || items.every((w) => w.since < from)) break;
      }
      read.value = found;
      readFrom = from;
    } catch {
      // Ticks are a help, not the thing: without them the axis still works, and the next span asks again.
    }
  }

  // A span that only moves on with now needs no reading: what is new comes by the live connection.
  watch(span, (next) => { if (!(next.from >= readFrom && next.to >= clock.live) && clock.known) void load(next); }, { immediate: true });
  watch(() => clock.known, () => void load(span.value), { once: true });
  onBeforeUnmount(() => asked?.abort());

  return computed(() => {
    const all = new Map<string, TimedWarning>(read.value.map((w) => [w.id, w]));
    for (const warning of warnings.liveBook.values()) all.set(warning.id, warning);
    return [...all.values()].filter((w) => w.id === firstId(w.id));
  });
}
