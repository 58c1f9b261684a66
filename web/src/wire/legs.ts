import { search, type Api } from './api';
import type { Millis } from './brands';
import { title } from './standards';
import type { HttpOptions } from './http';
import { flag, instant, list, nullable, number, oneOf, shape, text } from './parse';
import { id } from './warnings';

/** One leg of a warning's way: the link travelled, the place it leads to, and all that an arrival can be worked out from. */
const leg = shape({
  place: id, name: nullable(text), kind: nullable(text), link: nullable(id), previous: number, minutes: number, stayMinutes: number, spreadMinutes: number,
  flowM3s: nullable(number), share: number, dilution: nullable(number), decay: number, throughM3s: nullable(number), value: nullable(number), firstMinutes: nullable(number), peakMinutes: nullable(number),
});
export type Leg = ReturnType<typeof leg>;

const use = shape({ use: text, title });
export type UseName = ReturnType<typeof use>;

const effect = shape({
  asset: id, name: nullable(text), kind: nullable(text), direction: oneOf('downstream', 'upstream'), level: text, leg: number, firstAt: instant, peakAt: instant, value: nullable(number),
  /** Only for reclaimed water. */
  use: nullable(use), loses: nullable(flag), stillMeets: nullable(list(use)),
});
export type LegEffect = ReturnType<typeof effect>;

const part = shape({ warning: text, version: number, catchment: text, legs: list(leg), effects: list(effect) });

/** The whole way of a warning, one part a catchment. */
export const legs = shape({ warning: text, since: instant, carries: oneOf('matter', 'wave', 'level'), quantity: text, unit: text, parts: list(part) });
export type Legs = ReturnType<typeof legs>;

export function readLegs(api: Api, warning: string, asOf: Millis | null, options?: HttpOptions): Promise<Legs> {
  return api.http.get(`/warnings/${encodeURIComponent(warning)}/legs${search({ asOf })}`, legs, { timeoutMs: 20_000, retries: 1, ...options });
}
