import { search, type Api } from './api';
import { runPath, type Run } from './forecast';
import type { HttpOptions } from './http';
import { count, epoch, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';
import { alongTimes } from './forecastSeries';

const some = list(nullable(number));

/** mm/h, mean of a network's gauges over intervals that begin at `times`: as it fell, and as a forecast expects it. */
const rain = shape({
  issuedAt: instant, source: oneOf('gauges', 'outlook', 'none'), from: nullable(text), outlookAt: nullable(instant), everySeconds: number, gauges: count,
  past: alongTimes(shape({ times: list(epoch), mmPerHour: some }), 'mmPerHour'),
  ahead: alongTimes(shape({ times: list(epoch), p10: some, p50: some, p90: some }), 'p10', 'p50', 'p90'),
});
export type Rain = ReturnType<typeof rain>;

const outlook = shape({
  network: text, issuedAt: instant, knownAt: instant, source: nullable(text), who: text, spread: nullable(number), timingMinutes: nullable(number), probability: number, until: instant, inForce: flag,
  series: list(shape({ gauges: nullable(list(text)), from: instant, stepMinutes: count, mmPerHour: list(number) })),
});
export type RainOutlook = ReturnType<typeof outlook>;
const answer = shape({ outlook: nullable(outlook) });

/** What is given: even steps from a moment on, for all gauges of the network. */
export interface GivenRain {
  readonly source: string | null;
  readonly probability: number;
  readonly from: number;
  readonly stepMinutes: number;
  readonly mmPerHour: readonly number[];
}

export function readRain(api: Api, run: Run, network: string, since: number, options?: HttpOptions): Promise<Rain> {
  return api.http.get(`${runPath(run)}/rain${search({ network, since: new Date(since).toISOString() })}`, rain, { timeoutMs: 30_000, retries: 1, ...options });
}

export function readOutlook(api: Api, network: string, options?: HttpOptions): Promise<RainOutlook | null> {
  return api.http.get(`/rain/outlook${search({ network })}`, answer, options).then(({ outlook: found }) => found);
}

/** Needs the scope `forecast:write`; the next forecast is made with it at once. */
export function giveOutlook(api: Api, network: string, { source, probability, from, stepMinutes, mmPerHour }: GivenRain): Promise<RainOutlook> {
  return api.http.put('/rain/outlook', { network, source, probability, series: [{ from: new Date(from).toISOString(), stepMinutes, mmPerHour }] }, outlook, { timeoutMs: 30_000 });
}

export async function withdrawOutlook(api: Api, network: string): Promise<void> {
  await api.http.delete(`/rain/outlook${search({ network })}`, (value) => value, { timeoutMs: 30_000 });
}
