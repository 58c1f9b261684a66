import { search, type Api } from './api';
import type { Millis } from './brands';
import { kind } from './kinds';
import { level } from './levels';
import type { HttpOptions } from './http';
import { count, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';
import { id, position } from './warnings';

/** Words of the server in both languages; Chinese may be missing. */
export const words = shape({ zh: nullable(text), en: text });

/**
 * One forecast as it was issued: of a part of a network that water can pass between. `status` is how the part stands now; with `computing` the
 * last one issued, if any, is told. A part that has none has no id.
 */
export const forecastHead = shape({
  id: nullable(text),
  network: text,
  part: nullable(text),
  catchments: list(text),
  title: text,
  issuedAt: nullable(instant),
  knownAt: nullable(instant),
  until: nullable(instant),
  everySeconds: number,
  members: count,
  status: oneOf('ready', 'computing', 'failed', 'unavailable'),
  message: nullable(words),
  tookMs: nullable(number),
  continuityError: nullable(number),
  rain: nullable(shape({ source: oneOf('gauges', 'outlook', 'none'), factorSpread: number })),
  assimilated: nullable(shape({ used: count, left: count, worst: nullable(text) })),
  repairs: list(words),
  /** When it was last found to hold, so that no newer one was computed. */
  checkedAt: nullable(instant),
  /** Of the state that it went on from after a restart. */
  resumedFrom: nullable(instant),
});
export type ForecastHead = ReturnType<typeof forecastHead>;

/** `message` says why a network has none. */
const heads = shape({ items: list(forecastHead), message: nullable(words) });
export type ForecastList = ReturnType<typeof heads>;

export const band = shape({ p10: number, p50: number, p90: number });

/** Something that would help, tried in the model before it is told; volumes in m³ over the rim. */
const measure = shape({
  asset: id, name: nullable(text), action: oneOf('startPump', 'openGate', 'closeGate', 'preEmptyTank'), setting: number,
  volumeBefore: nullable(number), volumeAfter: nullable(number), avoids: flag, tried: flag,
});
export type Measure = ReturnType<typeof measure>;

const expectedEvent = shape({
  id: text,
  kind: oneOf('overflow', 'surcharge', 'pumpCapacity', 'plantLoad80', 'plantLoad100', 'tankFull'),
  asset: id,
  name: nullable(text),
  assetKind: nullable(kind),
  position: nullable(position),
  level,
  probability: number,
  earliestAt: instant,
  expectedAt: instant,
  peakAt: instant,
  endsAt: nullable(instant),
  volume: nullable(band),
  value: nullable(number),
  limit: nullable(number),
  unit: text,
  measures: list(measure),
});
export type ExpectedEvent = ReturnType<typeof expectedEvent>;

const events = shape({ items: list(expectedEvent) });

const slow = { timeoutMs: 30_000, retries: 1 } as const;

export function readForecasts(api: Api, network: string, options?: HttpOptions, asOf: Millis | null = null): Promise<ForecastList> {
  return api.http.get(`/forecasts${search({ network, asOf })}`, heads, { ...slow, ...options });
}

/** Has one computed now. Needs the scope `forecast:write`. */
export async function issueForecast(api: Api, network: string): Promise<void> {
  await api.http.post(`/forecasts${search({ network })}`, {}, (value) => value, { timeoutMs: 30_000 });
}

/** Where a run is read from: the forecasts in force, one as it was issued, or a what-if, also without its changes as `base`. */
export type Run = 'latest' | { readonly forecast: string } | { readonly whatIf: string; readonly base?: true };

export function runPath(run: Run): string {
  if (run === 'latest') return '/forecasts/latest';
  return 'forecast' in run ? `/forecasts/${encodeURIComponent(run.forecast)}` : `/whatifs/${encodeURIComponent(run.whatIf)}`;
}

/** What tells a what-if's base from its run. */
export const runQuery = (run: Run): { readonly run?: 'base' } => (typeof run === 'object' && 'whatIf' in run && run.base ? { run: 'base' } : {});

export function readEvents(api: Api, run: Run, network: string, options?: HttpOptions, asOf: Millis | null = null): Promise<readonly ExpectedEvent[]> {
  return api.http.get(`${runPath(run)}/events${search({ network, asOf })}`, events, { ...slow, ...options }).then(({ items }) => items);
}

