import type { Api } from './api';
import { decodeGeometry, type Geometry } from './geometry';
import { count, dictionary, list, nullable, number, oneOf, shape, text, tuple, type Parser } from './parse';

const told = shape({ zh: text, en: text });
const fieldUse = shape({ field: text, unit: nullable(text) });
const mapping = shape({ layer: text, use: oneOf('ignore', 'points', 'lines', 'areas'), crs: nullable(text), kind: nullable(text), class: nullable(text), fields: dictionary(fieldUse) });
/** How a layer is understood. */
export type LayerMapping = ReturnType<typeof mapping>;

const layer = shape({
  name: text, format: text, shape: oneOf('points', 'lines', 'areas', 'table'), features: count, crs: nullable(text), notes: list(text), mapping,
  fields: list(shape({ name: text, filled: number, samples: list(text) })),
  mapped: list(shape({ id: text, kind: text, class: text, name: nullable(text), diameterM: nullable(number), invertM: nullable(number), toInvertM: nullable(number), retired: nullable(text) })),
});
export type ImportLayer = ReturnType<typeof layer>;

const joined = shape({ pipes: count, lengthKm: number, systems: count, largest: number, reachPlant: number, flowToPlant: number, flowToEnd: number });
/** How much of a network hangs together; shares of the number of pipes. */
export type JoinedShare = ReturnType<typeof joined>;

const options = shape({ snapMetres: number, searchMetres: number, bridgeMetres: number, plantMetres: number });
export type TopologyOptions = ReturnType<typeof options>;

const summary = shape({
  id: text, version: count, network: text, title: text, state: oneOf('open', 'taken', 'discarded'), createdAt: text, createdBy: text, takenRevision: nullable(count),
  files: list(shape({ name: text, bytes: count })), decisions: count,
});
export type ImportSummary = ReturnType<typeof summary>;

const counts = shape({ open: count, fixable: count, fixed: count, accepted: count, dismissed: count });
const draft = shape({
  draft: summary, layers: list(layer), options, figures: nullable(shape({ pipes: count, lengthKm: number, asDrawn: joined, now: joined, proposed: joined })),
  findings: dictionary(counts), kept: count, problems: list(text), problemCount: count, why: nullable(text), kinds: dictionary(count), baseRevision: nullable(count), targets: dictionary(list(text)),
});
/** A draft and all that is computed of it. */
export type ImportDraft = ReturnType<typeof draft>;

const finding = shape({
  id: text, kind: text, severity: oneOf('low', 'middle', 'high'), state: oneOf('open', 'fixed', 'accepted', 'dismissed'), by: nullable(text), assets: list(text),
  position: tuple(2), to: nullable(tuple(2)), metres: nullable(number), reason: told, fix: nullable(told),
});
export type Finding = ReturnType<typeof finding>;

const kept = shape({ id: text, layer: nullable(text), number: count, position: nullable(tuple(2)), why: told });
export type KeptFeature = ReturnType<typeof kept>;

const difference = shape({
  base: nullable(count), added: dictionary(count), removed: dictionary(count), changed: dictionary(count),
  items: list(shape({ change: oneOf('added', 'removed', 'changed'), id: text, kind: text, name: nullable(text), position: tuple(2), fields: list(shape({ name: text, from: nullable(text), to: nullable(text) })) })),
});
/** What taking a draft would change. */
export type Difference = ReturnType<typeof difference>;

export type DecisionAction = 'fix' | 'accept' | 'dismiss' | 'reopen';

const pageOf = <T>(item: Parser<T>) => shape({ items: list(item), next: nullable(text) });
const slow = { timeoutMs: 5 * 60_000, retries: 0 };
const at = (id: string) => `/imports/${encodeURIComponent(id)}`;

/** Imports: files become a draft, which is mapped, reviewed, compared and taken. */
export const imports = {
  all: async (api: Api): Promise<readonly ImportSummary[]> => (await api.http.get('/imports', pageOf(summary))).items,
  begin: (api: Api, network: string, title: string, file: File): Promise<ImportDraft> =>
    api.http.post(`/imports?as=${encodeURIComponent(network)}&title=${encodeURIComponent(title)}&file=${encodeURIComponent(file.name)}`, file, draft, slow),
  add: (api: Api, id: string, file: File): Promise<ImportDraft> => api.http.post(`${at(id)}/files?file=${encodeURIComponent(file.name)}`, file, draft, slow),
  read: (api: Api, id: string): Promise<ImportDraft> => api.http.get(at(id), draft, slow),
  map: (api: Api, id: string, version: number, layers: readonly LayerMapping[], settings: TopologyOptions): Promise<ImportDraft> =>
    api.http.put(`${at(id)}/mapping`, { version, layers, options: settings }, draft, slow),
  findings: async (api: Api, id: string): Promise<readonly Finding[]> => (await api.http.get(`${at(id)}/findings?limit=5000`, pageOf(finding), slow)).items,
  kept: async (api: Api, id: string): Promise<readonly KeptFeature[]> => (await api.http.get(`${at(id)}/kept?limit=1000`, pageOf(kept), slow)).items,
  geometry: async (api: Api, id: string): Promise<Geometry> => decodeGeometry(await api.http.bytes(`${at(id)}/geometry`, slow)),
  decide: (api: Api, id: string, decisions: readonly { readonly finding?: string; readonly kind?: string; readonly action: DecisionAction }[]): Promise<ImportDraft> =>
    api.http.post(`${at(id)}/decisions`, { requestId: crypto.randomUUID(), decisions }, draft, slow),
  undo: (api: Api, id: string): Promise<ImportDraft> => api.http.post(`${at(id)}/undo`, {}, draft, slow),
  difference: (api: Api, id: string): Promise<Difference> => api.http.get(`${at(id)}/difference?limit=500`, difference, slow),
  take: (api: Api, id: string, version: number): Promise<{ network: string; revision: number }> => api.http.post(`${at(id)}/take`, { version }, shape({ network: text, revision: count }), slow),
  discard: (api: Api, id: string): Promise<null> => api.http.delete(at(id), () => null),
};
