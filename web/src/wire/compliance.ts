import { search, type Api } from './api';
import type { AssetId, Millis } from './brands';
import type { HttpOptions } from './http';
import { kind } from './kinds';
import { flag, instant, list, nullable, number, oneOf, shape, text } from './parse';
import { limit, title } from './standards';
import { id } from './warnings';

export const complianceStates = ['breached', 'atRisk', 'met', 'unknown'] as const;
export type ComplianceState = (typeof complianceStates)[number];
const state = oneOf(...complianceStates);
const use = shape({ use: text, title });

/** One limit held against what was measured on its own basis. `margin`: share of the limit that is left, negative once broken. */
const verdict = shape({
  limit, state, value: nullable(number), latest: nullable(number), latestAt: nullable(instant), since: instant, coverage: number, margin: nullable(number), trendPerHour: nullable(number), breachInHours: nullable(number),
});
export type Verdict = ReturnType<typeof verdict>;

/** Water on its way that will break a limit of the class here, and what it will still be good for. */
const expected = shape({ warning: text, quantity: text, value: number, at: instant, limit, stillMeets: list(use) });
export type ExpectedLoss = ReturnType<typeof expected>;

const compliance = shape({
  asset: id, name: nullable(text), kind, use: nullable(use), class: text, classTitle: title, document: text, state, restsOnUnverified: flag, items: list(verdict), stillMeets: list(use), expected: list(expected),
});
export type Compliance = ReturnType<typeof compliance>;

export function readCompliance(api: Api, asset: AssetId, asOf: Millis | null, options?: HttpOptions): Promise<Compliance> {
  return api.http.get(`/assets/${encodeURIComponent(asset)}/compliance${search({ asOf })}`, compliance, { timeoutMs: 20_000, retries: 1, ...options });
}

/** How all of the city stands, worst first. */
export async function readCity(api: Api, options?: HttpOptions): Promise<readonly Compliance[]> {
  return (await api.http.get('/compliance', shape({ items: list(compliance) }), { timeoutMs: 60_000, retries: 1, ...options })).items;
}
