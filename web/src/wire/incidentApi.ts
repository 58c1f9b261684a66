import { search, type Api, type Query } from './api';
import type { HttpOptions } from './http';
import { arrival, attachment, entry, entryPage, incident, incidentPage, proposal, words } from './incidents';
import { count, flag, instant, list, nullable, number, shape, text } from './parse';
import { id, position } from './warnings';

const at = (incidentId: string): string => `/incidents/${encodeURIComponent(incidentId)}`;
const done = shape({ entry: nullable(entry), version: count, incident });
const opened = shape({ incident });
const proposals = shape({ items: list(proposal) });
const outlook = shape({ at: nullable(instant), affected: count, arrivals: list(arrival) });
export type Outlook = ReturnType<typeof outlook>;
const sampling = shape({ items: list(shape({ asset: id, name: nullable(text), position: nullable(position), from: instant, best: instant, to: instant, quantities: list(text), reason: nullable(words) })) });
export type Sampling = ReturnType<typeof sampling>;
const named = shape({ id: text, title: words });
const workflow = shape({ conditions: list(named), recipients: list(named) });
export type Workflow = ReturnType<typeof workflow>;
const staff = shape({ items: list(shape({ name: text, fullName: text, department: text, roles: list(text) })) });
export type Staff = ReturnType<typeof staff>['items'];
const evaluation = shape({
  isDrill: flag, pace: number, steps: list(shape({ step: text, knownAt: instant, minutes: number })),
  clocks: list(shape({ id: text, title: words, dueMinutes: number, tookMinutes: nullable(number), kept: nullable(flag) })),
  score: shape({ kept: count, lapsed: count, running: count }),
});
export type Evaluation = ReturnType<typeof evaluation>;

/** One for each thing asked for, so that sending it twice does it once. */
export const newRequestId = (): string => crypto.randomUUID();

export const readIncidents = (api: Api, query: Query, options?: HttpOptions) => api.http.get(`/incidents${search(query)}`, incidentPage, options);
export const readProposals = (api: Api, options?: HttpOptions) => api.http.get('/incidents/proposals', proposals, options);
export const readIncident = (api: Api, incidentId: string, options?: HttpOptions) => api.http.get(at(incidentId), incident, options);
export const readEntries = (api: Api, incidentId: string, after: number) => api.http.get(`${at(incidentId)}/entries${search({ after, limit: 1000 })}`, entryPage);
export const readOutlook = (api: Api, incidentId: string) => api.http.get(`${at(incidentId)}/outlook`, outlook);
export const readSampling = (api: Api, incidentId: string) => api.http.get(`${at(incidentId)}/sampling`, sampling);
export const readEvaluation = (api: Api, incidentId: string) => api.http.get(`${at(incidentId)}/evaluation`, evaluation);
export const readWorkflow = (api: Api) => api.http.get('/incidents/workflow', workflow);
export const readStaff = (api: Api) => api.http.get('/incidents/people', staff);
export const openIncident = (api: Api, content: Readonly<Record<string, unknown>>) => api.http.post('/incidents', content, opened);
export const actOnIncident = (api: Api, incidentId: string, action: string, content: Readonly<Record<string, unknown>>) => api.http.post(`${at(incidentId)}/${action}`, content, done);
export const actOnTask = (api: Api, incidentId: string, taskId: string, action: string, content: Readonly<Record<string, unknown>>, options?: HttpOptions) =>
  api.http.post(`${at(incidentId)}/tasks/${encodeURIComponent(taskId)}/${action}`, content, done, options);
export const attachTo = (api: Api, incidentId: string, file: Blob, query: { readonly name: string; readonly requestId: string; readonly task?: string; readonly note?: string }) =>
  api.http.post(`${at(incidentId)}/attachments${search(query)}`, file, shape({ attachment }), { timeoutMs: 120_000 });
export const attachmentPath = (incidentId: string, hash: string): string => `/api/v1${at(incidentId)}/attachments/${encodeURIComponent(hash)}`;
export const reportPath = (incidentId: string, lang: string): string => `/api/v1${at(incidentId)}/report?lang=${lang}`;
export const exportPath = (incidentId: string): string => `/api/v1${at(incidentId)}/export`;

const plan = shape({
  id: text, title: words, topic: nullable(text), scenario: nullable(text), groups: list(shape({ title: nullable(words), department: nullable(text) })),
  tasks: list(shape({ title: words, department: nullable(text), coOwners: nullable(list(text)), dueMinutes: nullable(number), evidence: nullable(list(text)) })),
  resources: list(shape({ kind: text, count: number })), sampling: nullable(shape({ quantities: list(text), everyMinutes: nullable(number), places: nullable((value: unknown) => value) })),
});
export type ResponsePlan = ReturnType<typeof plan>;
const plans = shape({ items: list(plan) });
const duty = shape({
  topic: text, title: words, version: count, responsible: list(text), lead: nullable(text), assist: list(text), document: nullable(text), clause: nullable(text), verified: nullable(flag), by: nullable((value: unknown) => value), knownAt: nullable(instant),
});
export type Duty = ReturnType<typeof duty>;
const duties = shape({ city: nullable(text), items: list(duty) });

export const readPlans = (api: Api) => api.http.get('/plans', plans);
export const readDuties = (api: Api) => api.http.get('/duties', duties);
export const putDuty = (api: Api, topic: string, content: Readonly<Record<string, unknown>>) => api.http.put(`/duties/${encodeURIComponent(topic)}`, content, () => null);
