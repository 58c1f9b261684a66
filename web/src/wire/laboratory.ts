import type { Api } from './api';
import { count, flag, list, nullable, number, shape, text } from './parse';

const sample = shape({
  id: text, version: count, enteredBy: text, enteredAt: text, withdrawn: flag, asset: text, at: text, point: text, sampler: text, method: text, comment: text,
  results: list(shape({ quantity: text, value: number, unit: text, belowDetection: flag, method: nullable(text) })),
});
/** A sample as last entered. */
export type LabSample = ReturnType<typeof sample>;

/** A sample as a form sends it; values are text, so that `<0.05` can be said. */
export interface SampleEntry {
  readonly asset: string; readonly at: string; readonly point: string; readonly sampler: string; readonly method: string; readonly comment: string;
  readonly results: readonly { readonly quantity: string; readonly value: string; readonly unit: string; readonly method: string }[];
}

export const laboratory = {
  newest: async (api: Api): Promise<readonly LabSample[]> => (await api.http.get('/laboratory/samples?limit=50', shape({ items: list(sample) }))).items,
  enter: (api: Api, entry: SampleEntry): Promise<LabSample> => api.http.post('/laboratory/samples', entry, sample),
  withdraw: (api: Api, id: string): Promise<LabSample> => api.http.delete(`/laboratory/samples/${encodeURIComponent(id)}`, sample),
};
