import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import type { AssetId } from '../../wire/brands';
import { readSeries } from './readings';
import type { SeriesPoint } from './sparkline';

export const hours = 6;
const windowMs = hours * 3_600_000;
const refreshMs = 10_000;
const playedMs = 1_500;

export interface Series {
  readonly points: readonly SeriesPoint[];
  readonly from: number;
  readonly to: number;
}

/** The last hours of some quantities of an asset, read again every ten seconds while shown; in playback they end at the moment shown, as known then. */
export function useSeries(asset: Ref<AssetId>, quantities: Ref<readonly string[]>): { series: Ref<ReadonlyMap<string, Series>>; error: Ref<unknown> } {
  const session = useSession();
  const clock = useClock();
  const series = shallowRef<ReadonlyMap<string, Series>>(new Map());
  const error = shallowRef<unknown>(null);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const request = (asked = new AbortController());
    const to = clock.now;
    const from = to - windowMs;
    try {
      const read = await Promise.all(quantities.value.map(async (quantity) =>
        [quantity, { points: await readSeries(session.api, asset.value, quantity, from, to, { signal: request.signal, retries: 0 }, clock.pinned), from, to }] as const));
      series.value = new Map(read);
      error.value = null;
    } catch (why) {
      if (!request.signal.aborted) error.value = why;
    }
  }

  watch([asset, () => quantities.value.join()], ([id], [before]) => {
    if (id !== before) series.value = new Map();
    if (quantities.value.length) void read();
  }, { immediate: true });

  let readAt = 0;
  watch(() => clock.pinned, (at, before) => {
    // Playing passes many moments; a line is read anew once it is worth a look.
    if (!quantities.value.length || (at !== null && before !== null && performance.now() - readAt < playedMs)) return;
    readAt = performance.now();
    void read();
  });
  const timer = setInterval(() => { if (quantities.value.length && !document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });

  return { series, error };
}
