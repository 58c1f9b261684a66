import { search, type Api } from './api';
import type { HttpOptions } from './http';
import { count, flag, instant, list, nullable, number, oneOf, shape, text, type Parser } from './parse';
import { title } from './standards';

export const grades = ['none', 'poor', 'fair', 'good'] as const;
export const sources = ['measured', 'entered', 'network', 'constant', 'counted'] as const;
export const reasons = ['nothing', 'lowCoverage', 'monthDoesNotCount', 'noPartner'] as const;
export const groups = ['collection', 'treatment', 'reuse', 'sludge', 'overflow', 'data'] as const;
const sense = oneOf('atLeast', 'atMost');

const quality = shape({ grade: oneOf(...grades), coverage: nullable(number), measured: number, entered: number, gaps: count });
export type LedgerQuality = ReturnType<typeof quality>;

const target = shape({ document: text, documentName: text, documentTitle: title, indicator: nullable(text), title: nullable(title), unit: nullable(text), value: number, year: count, clause: text, region: text, other: flag, verified: flag, inForce: flag });
export type Target = ReturnType<typeof target>;

/** One line of the ledger. `gap` is what is to be made up, negative where there is room to spare. */
const row = shape({
  id: text, title, explanation: title, group: oneOf(...groups), unit: text, sense, year: oneOf('total', 'rate', 'standing'), period: text, value: nullable(number), why: nullable(text), quality, keptAt: nullable(instant),
  target: nullable(target), next: nullable(target), gap: nullable(number), trend: list(shape({ period: text, value: nullable(number) })),
  forecast: nullable(shape({ value: number, low: number, high: number, months: count, method: oneOf('seasonal', 'mean') })), parts: nullable(shape({ total: count, breaching: count, limit: number, sense })), formula: text,
});
export type LedgerRow = ReturnType<typeof row>;

const sheet = shape({ network: text, period: text, at: instant, documents: list(text), items: list(row) });
export type LedgerSheet = ReturnType<typeof sheet>;

const item = shape({ asset: nullable(text), name: nullable(text), month: nullable(text), value: nullable(number), source: oneOf(...sources), count, coverage: nullable(number), who: nullable(text), enteredAt: nullable(instant), origin: nullable(text) });
export type LedgerItem = ReturnType<typeof item>;
const input = shape({ name: text, title, unit: text, kind: text, document: nullable(text), clause: nullable(text), verified: flag, total: nullable(number), items: list(item) });
export type LedgerInput = ReturnType<typeof input>;
const missing = shape({ input: text, asset: nullable(text), name: nullable(text), month: nullable(text), why: oneOf(...reasons), coverage: nullable(number) });
export type LedgerMissing = ReturnType<typeof missing>;
const part = shape({ asset: text, name: nullable(text), value: nullable(number), breaches: flag });
export type LedgerPart = ReturnType<typeof part>;
const hops = shape({ features: list(shape({ properties: shape({ from: text, to: text, metres: number, breaches: flag }) })) });

const detail = shape({ row, filled: text, recomputed: nullable(number), document: text, clause: text, verified: flag, inputs: list(input), missing: list(missing), parts: list(part), targets: list(target), geometry: nullable(hops) });
export type LedgerDetail = ReturnType<typeof detail>;

const said = shape({ knownAt: instant, value: nullable(number), filled: text, recomputed: nullable(number), quality });
export type LedgerSaid = ReturnType<typeof said>;

const targets = shape({
  documents: list(shape({ id: text, document: text, title, region: text, binds: flag })), indicators: list(shape({ id: text, title, unit: text, group: text })), items: list(target),
  conflicts: list(shape({ document: text, year: count, headline: target, parts: list(target), sum: number, difference: number })),
});
export type LedgerTargets = ReturnType<typeof targets>;

const statistic = shape({ id: text, asset: nullable(text), name: nullable(text), period: text, value: nullable(number), source: text, note: nullable(text), who: text, knownAt: instant });
export type Statistic = ReturnType<typeof statistic>;
const statistics = shape({ network: text, definitions: list(shape({ id: text, title, unit: text, every: oneOf('month', 'year'), assets: nullable(list(shape({ id: text, name: text }))) })), items: list(statistic) });
export type Statistics = ReturnType<typeof statistics>;

const share = shape({ name: text, pipes: count, km: number });
const area = shape({ asset: text, name: nullable(text), pipes: count, km: number, drainers: count, pumpStations: count, classes: list(share), materials: list(share), decades: list(share) });
export type PlantArea = ReturnType<typeof area>;

export interface LedgerQuestion {
  readonly network: string | null;
  /** `2026` or `2026-07`. */
  readonly period: string | null;
  /** As the ledger said then, Unix ms; null for now. */
  readonly asOf?: number | null;
}

/** Figures over months of history take a moment when they are asked for first. */
const patience = { timeoutMs: 60_000, retries: 1 } as const;
const get = <T>(api: Api, path: string, parse: Parser<T>, options?: HttpOptions): Promise<T> => api.http.get(`/ledger${path}`, parse, { ...patience, ...options });

export const readLedger = (api: Api, q: LedgerQuestion, options?: HttpOptions): Promise<LedgerSheet> => get(api, search({ ...q }), sheet, options);
export const readFigure = (api: Api, id: string, q: LedgerQuestion, options?: HttpOptions): Promise<LedgerDetail> => get(api, `/${encodeURIComponent(id)}${search({ ...q })}`, detail, options);
export const readSaid = async (api: Api, id: string, { network, period }: LedgerQuestion): Promise<readonly LedgerSaid[]> => (await get(api, `/${encodeURIComponent(id)}/history${search({ network, period })}`, shape({ items: list(said) }))).items;
export const readTargets = (api: Api): Promise<LedgerTargets> => get(api, '/targets', targets);
export const readStatistics = (api: Api, network: string | null): Promise<Statistics> => get(api, `/statistics${search({ network })}`, statistics);
export const readStatisticHistory = async (api: Api, of: { network: string | null; id: string; asset: string | null; period: string }): Promise<readonly Statistic[]> => (await get(api, `/statistics/history${search(of)}`, shape({ items: list(statistic) }))).items;
export const readPlantArea = (api: Api, asset: string): Promise<PlantArea> => get(api, `/plants/${encodeURIComponent(asset)}/area`, area);

export interface StatisticEntry { readonly network: string | null; readonly id: string; readonly asset: string | null; readonly period: string; readonly value: number | null; readonly source: string; readonly note: string | null; readonly requestId: string }
export const enterStatistic = (api: Api, entry: StatisticEntry): Promise<Statistic> => api.http.post('/ledger/statistics', entry, statistic);
