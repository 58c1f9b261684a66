import { search, type Api } from './api';
import type { HttpOptions } from './http';
import { flag, instant, list, nullable, number, oneOf, shape, text } from './parse';

export const title = shape({ zh: text, en: text });
export type Title = ReturnType<typeof title>;

export const bases = ['instant', 'hourlyMean', 'dailyMean', 'monthlyMean'] as const;
export type Basis = (typeof bases)[number];

/** Numbers in `unit`. A pending one stands in the document and has no number yet. */
export const limit = shape({
  quantity: text, name: title, unit: text, basis: oneOf(...bases), min: nullable(number), max: nullable(number), document: text, clause: text, validFrom: text, validTo: nullable(text),
  whenQuantity: nullable(text), whenAtMost: nullable(number), verified: flag, pending: flag, note: nullable(title),
});
export type Limit = ReturnType<typeof limit>;

const limitClass = shape({ id: text, document: text, documentTitle: title, title, source: title, limits: list(limit) });
export type LimitClass = ReturnType<typeof limitClass>;

const standards = shape({ classes: list(limitClass), uses: list(shape({ id: text, title, limitClass: text })) });
export type Standards = ReturnType<typeof standards>;

/** A correction of one limit. Days as `2026-03-01`. */
const edit = shape({
  class: text, quantity: text, basis: oneOf(...bases), min: nullable(number), max: nullable(number), validFrom: text, whenQuantity: nullable(text), whenAtMost: nullable(number),
  document: text, clause: nullable(text), verified: flag, reason: text,
});
export type LimitEdit = ReturnType<typeof edit>;

const signedEdit = shape({ at: instant, who: text, edit });
export type SignedEdit = ReturnType<typeof signedEdit>;

export function readStandards(api: Api, options?: HttpOptions): Promise<Standards> {
  return api.http.get('/standards', standards, options);
}

export async function readEdits(api: Api, options?: HttpOptions): Promise<readonly SignedEdit[]> {
  return (await api.http.get(`/standards/edits${search({})}`, shape({ items: list(signedEdit) }), options)).items;
}

export function editLimit(api: Api, change: LimitEdit): Promise<LimitClass> {
  return api.http.post('/standards/edits', change, limitClass);
}
