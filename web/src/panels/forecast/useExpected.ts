import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import { useClock } from '../../stores/clock';
import { useForecast } from '../../stores/forecast';
import { useSession } from '../../stores/session';
import { millis, type AssetId } from '../../wire/brands';
import { readExpected, type ExpectedSeries } from '../../wire/forecastSeries';
import { ProblemError } from '../../wire/http';
import { readSeries } from '../asset/readings';
import type { SeriesPoint } from '../asset/sparkline';

const backMs = 6 * 3_600_000;
/** Where nothing is measured, no more than shows where now is. */
const leastBackMs = 30 * 60_000;
const refreshMs = 30_000;
/** How many earlier ones are shown on demand, and how far apart. */
const earlier = { count: 6, everyMs: 20 * 60_000 };

export interface Outlook {
  readonly measured: readonly SeriesPoint[];
  readonly expected: ExpectedSeries;
  readonly from: number;
  readonly to: number;
}

/** One quantity of an asset, measured until now and expected from now on; asked for only while `covered` by a forecast. `absent` where it tells nothing of that quantity. */
export function useExpected(asset: Ref<AssetId>, quantity: Ref<string>, withEarlier: Ref<boolean>, covered: Ref<boolean>) {
  const session = useSession();
  const clock = useClock();
  const forecast = useForecast();
  const outlook = shallowRef<Outlook | null>(null);
  const issued = shallowRef<readonly ExpectedSeries[]>([]);
  const absent = shallowRef(false);
  const error = shallowRef<unknown>(null);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    if (!covered.value) return;
    const { signal } = (asked = new AbortController());
    const now = clock.live;
    try {
      const [expected, measured] = await Promise.all([
        readExpected(session.api, 'latest', asset.value, quantity.value, { signal }),
        readSeries(session.api, asset.value, quantity.value, now - backMs, now, { signal, retries: 0 }).catch(() => []),
      ]);
      const end = expected.times[expected.times.length - 1] ?? now;
      outlook.value = { expected, measured, from: measured.length ? now - backMs : Math.min(expected.times[0] ?? now, now - leastBackMs), to: Math.max(end, now) };
      absent.value = expected.times.length === 0;
      error.value = null;
      if (withEarlier.value) await readEarlier(now, signal);
    } catch (why) {
      if (signal.aborted) return;
      absent.value = why instanceof ProblemError && why.status === 404;
      error.value = why;
      outlook.value = null;
    }
  }

  /** As they were issued: none of them is changed by what came. */
  async function readEarlier(now: number, signal: AbortSignal): Promise<void> {
    const moments = Array.from({ length: earlier.count }, (_, i) => millis(now - (i + 1) * earlier.everyMs));
    const found = await Promise.all(moments.map((asOf) => readExpected(session.api, 'latest', asset.value, quantity.value, { signal, retries: 0 }, asOf).catch(() => null)));
    const different = new Map(found.filter((series) => series !== null).map((series) => [series.issuedAt, series]));
    different.delete(outlook.value!.expected.issuedAt);
    issued.value = [...different.values()];
  }

  watch([asset, quantity], ([id, name], [oldId, oldName]) => {
    if (id !== oldId || name !== oldName) { outlook.value = null; issued.value = []; absent.value = false; error.value = null; }
    void read();
  }, { immediate: true });
  watch([() => forecast.issue, withEarlier, covered], () => void read());
  const timer = setInterval(() => { if (!document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });
  return { outlook, issued, absent, error, read };
}
