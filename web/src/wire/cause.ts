import { search, type Api } from './api';
import type { AssetId } from './brands';
import type { HttpOptions } from './http';
import { kind } from './kinds';
import { instant, list, nullable, number, shape, text } from './parse';
import { id } from './warnings';

/** One symptom held against a candidate: how long the water takes from there, and how far the time is off. */
const evidence = shape({ asset: id, quantity: text, at: instant, value: nullable(number), minutes: number, offMinutes: number, expected: nullable(number) });
/** A clean sensor that a release there should have reached. */
const doubt = shape({ asset: id, quantity: text, until: instant, minutes: number, expected: nullable(number) });
/** `load` in g/s; released between `from` and `to`. */
const candidate = shape({ asset: id, name: nullable(text), kind, probability: number, from: instant, to: instant, load: nullable(number), evidence: list(evidence), doubts: list(doubt) });
export type Candidate = ReturnType<typeof candidate>;

const next = shape({ asset: id, name: nullable(text), share: number });
export type NextSample = ReturnType<typeof next>;

const answer = shape({ candidates: list(candidate), exclusions: list(shape({ asset: id, candidates: number })), samples: list(next) });
export type CauseAnswer = ReturnType<typeof answer>;

export interface SymptomSeen {
  readonly asset: AssetId;
  readonly quantity: string;
  /** ISO 8601 */
  readonly at: string;
  readonly value: number | null;
}

/** Who could have caused a warning of quality: with every other one of its sort, and every clean sensor against. */
export function causeOfWarning(api: Api, warning: string, options?: HttpOptions): Promise<CauseAnswer> {
  return api.http.get(`/network/cause${search({ warning })}`, answer, { timeoutMs: 20_000, retries: 1, ...options });
}

/** Who could have caused what someone saw. Changes nothing on the server. */
export function causeOfSymptoms(api: Api, symptoms: readonly SymptomSeen[], options?: HttpOptions): Promise<CauseAnswer> {
  return api.http.post('/network/cause', { symptoms }, answer, { timeoutMs: 20_000, ...options });
}
