import { page } from './assets';
import { search, type Api, type Query } from './api';
import type { HttpOptions } from './http';
import { levels } from './levels';
import { count, dictionary, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';

const words = shape({ zh: text, en: text });
export type Words = ReturnType<typeof words>;

const step = shape({ level: oneOf(...levels), when: text });
const cause = shape({ id: text, zh: text, en: text, weight: number });
const sign = shape({ zh: text, en: text, when: nullable(text), likely: dictionary(number) });
const action = shape({ zh: text, en: text, within: nullable(text) });
const source = shape({ value: text, source: text, verified: flag });

const draft = shape({
  id: text, kinds: list(text), title: words, steps: list(step), clear: nullable(text), raiseAfter: text, clearAfter: text, fresh: nullable(text), armed: flag,
  causes: list(cause), signs: list(sign), actions: list(action), numbers: list(source),
});
/** A rule as people write it. */
export type RuleDraft = ReturnType<typeof draft>;

const rule = shape({ id: text, family: text, version: count, changed: flag, open: count, rule: draft });
export type RuleView = ReturnType<typeof rule>;

const fault = shape({ field: text, start: count, end: count, message: words, expected: list(text), suggestion: nullable(text) });
/** What is wrong with a field, and where in its text. */
export type Fault = ReturnType<typeof fault>;

const check = shape({ ok: flag, faults: list(fault), notes: list(fault) });
export type Check = ReturnType<typeof check>;

const vocabulary = shape({
  words: list(shape({ name: text, kind: text, form: text, meaning: words, example: text })),
  quantities: list(shape({ name: text, unit: text, meaning: words })),
  kinds: list(text), units: list(text),
});
export type Vocabulary = ReturnType<typeof vocabulary>;

const edit = shape({ version: count, at: text, who: text, what: text, reason: nullable(text), rule: nullable(draft) });
export type Edit = ReturnType<typeof edit>;

const raise = shape({ asset: text, name: nullable(text), level: oneOf(...levels), start: instant, end: nullable(instant) });
const trial = shape({ from: instant, to: instant, assets: count, allAssets: count, readings: count, cut: flag, count, perDay: number, items: list(raise) });
/** What a rule would have raised in a past period. */
export type Trial = ReturnType<typeof trial>;

const signView = shape({ title: words, found: nullable(flag), byEye: flag, information: number });
export type SignView = ReturnType<typeof signView>;

const advice = shape({
  rule: text, title: words, family: text, armed: flag, raised: flag, level: oneOf(...levels), since: nullable(instant), when: text,
  evidence: list(shape({ asset: text, name: nullable(text), quantity: text, quantityName: words, value: number, unit: text, at: instant })),
  causes: list(shape({ id: text, title: words, weight: number })), signs: list(signView), next: nullable(signView), actions: list(action), numbers: list(source),
});
export type Advice = ReturnType<typeof advice>;

const path = (id: string): string => `/rules/${encodeURIComponent(id)}`;

export const readRules = (api: Api, query: Query = {}, options?: HttpOptions) => api.http.get(`/rules${search(query)}`, page(rule), options);
export const readWords = (api: Api, options?: HttpOptions) => api.http.get('/rules/words', vocabulary, options);
export const readEdits = (api: Api, id: string, options?: HttpOptions) => api.http.get(`${path(id)}/edits`, page(edit), options);
export const checkRule = (api: Api, body: RuleDraft, options?: HttpOptions) => api.http.post('/rules/check', body, check, options);
export const tryRule = (api: Api, body: Readonly<Record<string, unknown>>, options?: HttpOptions) => api.http.post('/rules/try', body, trial, { timeoutMs: 60_000, ...options });
export const createRule = (api: Api, body: RuleDraft, reason: string) => api.http.post('/rules', { rule: body, reason }, rule);
export const changeRule = (api: Api, body: RuleDraft, reason: string, version: number) => api.http.put(path(body.id), { rule: body, reason, version }, rule);
export const removeRule = (api: Api, id: string) => api.http.delete(path(id), () => null);
export const armRule = (api: Api, id: string, armed: boolean) => api.http.post(`${path(id)}/${armed ? 'arm' : 'disarm'}`, {}, rule);
export const readAdvice = (api: Api, asset: string, options?: HttpOptions) => api.http.get(`/advice${search({ asset })}`, page(advice), options);
