import { search, type Api } from './api';
import { count, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';
import { title } from './standards';

const group = shape({ mean: number, highest: number, severity: number, grade: count, density: number, spread: count, index: number, indexGrade: count, importance: number, size: number, soil: number, defects: count });
const score = shape({ structural: group, functional: group, advice: oneOf('none', 'local', 'whole') });
export type PipeScore = ReturnType<typeof score>;

const pipe = shape({
  id: text, name: nullable(text), class: text, material: nullable(text), age: nullable(number), diameterM: number, lengthM: number, inspectedAt: nullable(instant), score: nullable(score),
  likelihood: number, consequence: number, risk: number, servedShare: number, drainers: count, intakes: count, reuseShare: number,
});
export type ConditionPipe = ReturnType<typeof pipe>;
const pipes = shape({ network: text, total: count, inspected: count, km: number, inspectedKm: number, grades: list(count), items: list(pipe) });
export type ConditionPipes = ReturnType<typeof pipes>;

const work = shape({ asset: text, name: nullable(text), work: oneOf('clean', 'local', 'whole'), cost: number, benefit: number, inspected: flag });
export const strategies = ['benefitPerCost', 'worstFirst', 'cheapestFirst'] as const;
const plan = shape({ network: text, budget: number, risk: number, options: count, plans: list(shape({ strategy: oneOf(...strategies), cost: number, benefit: number, bound: number, share: number, km: number, works: list(work) })) });
export type RenewalPlans = ReturnType<typeof plan>;

const inflow = shape({
  network: text, reference: number, items: list(shape({ asset: text, name: nullable(text), bod5: nullable(number), nightFlow: nullable(number), meanFlow: nullable(number), infiltration: nullable(number), share: nullable(number), diluted: nullable(number), rainResponse: nullable(number), dryNights: count, grade: oneOf('unknown', 'fair', 'watch', 'severe') })),
});
export type Inflow = ReturnType<typeof inflow>;

const choice = shape({ id: text, value: number, title });
const catalogue = shape({ document: text, verified: flag, source: title, methods: list(text), defects: list(shape({ code: text, group: oneOf('structural', 'functional'), title, scores: list(nullable(number)), grades: list(title) })), importance: list(choice), soils: list(choice) });
export type DefectCatalogue = ReturnType<typeof catalogue>;

const defect = shape({ code: text, grade: count, from: number, to: nullable(number), clock: nullable(text), note: nullable(text) });
const inspection = shape({ id: text, asset: text, name: nullable(text), at: instant, method: text, lengthM: number, importance: text, soil: text, defects: list(defect), inspector: nullable(text), report: nullable(text), who: text, knownAt: instant, score });
export type Inspection = ReturnType<typeof inspection>;
const report = shape({ accepted: count, kept: flag, faults: count, rejected: list(shape({ row: count, field: text, why: text })) });
export type CsvReport = ReturnType<typeof report>;

const patience = { timeoutMs: 60_000, retries: 1 } as const;
export const readPipes = (api: Api, network: string | null, inspected: boolean | null): Promise<ConditionPipes> => api.http.get(`/condition/pipes${search({ network, inspected, limit: 200 })}`, pipes, patience);
export const readPlan = (api: Api, network: string | null, budget: number): Promise<RenewalPlans> => api.http.get(`/condition/plan${search({ network, budget })}`, plan, patience);
export const readInflow = (api: Api, network: string | null, reference: number): Promise<Inflow> => api.http.get(`/condition/inflow${search({ network, reference })}`, inflow, patience);
export const readCatalogue = (api: Api): Promise<DefectCatalogue> => api.http.get('/condition/catalogue', catalogue);
export const readInspections = async (api: Api, asset: string): Promise<readonly Inspection[]> => (await api.http.get(`/condition/inspections${search({ asset })}`, shape({ items: list(inspection) }))).items;

export interface InspectionEntry {
  readonly asset: string; readonly at: string; readonly method: string; readonly lengthM: number; readonly importance: string; readonly soil: string; readonly inspector: string | null; readonly requestId: string;
  readonly defects: readonly { readonly code: string; readonly grade: number; readonly fromM: number; readonly toM: number | null }[];
}
export const enterInspection = (api: Api, entry: InspectionEntry): Promise<Inspection> => api.http.post('/condition/inspections', entry, inspection);
export const importInspections = (api: Api, network: string | null, file: Blob, check: boolean): Promise<CsvReport> => api.http.post(`/condition/inspections/import${search({ network, check })}`, file, report, { timeoutMs: 60_000 });
