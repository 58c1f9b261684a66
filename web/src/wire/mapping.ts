import { page } from './assets';
import type { Api } from './api';
import { count, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';

export const payloadForms = ['plain', 'json', 'readings'] as const;

const route = shape({
  topic: text, payload: oneOf(...payloadForms), asset: nullable(text), device: nullable(text), code: nullable(text), unit: nullable(text), items: nullable(text), at: nullable(text), flag: nullable(text),
  values: list(shape({ path: text, code: text, unit: nullable(text) })),
});
/** What messages of one topic pattern mean. */
export type TopicRoute = ReturnType<typeof route>;

const mapping = shape({ items: list(route), source: oneOf('configured', 'edited'), revision: count, changedBy: nullable(text), changedAt: nullable(instant) });
/** The mapping in force: the first route that fits a topic counts. */
export type Mapping = ReturnType<typeof mapping>;

const change = shape({ revision: count, by: text, at: instant, routes: nullable(list(route)) });
/** One change; without routes the configured mapping was made to hold again. */
export type MappingChange = ReturnType<typeof change>;

const broker = shape({ configured: flag, broker: nullable(text), connected: flag, lastFault: nullable(text), messages: count, readings: count, refused: count });
export type BrokerStatus = ReturnType<typeof broker>;

const tried = shape({ items: list(shape({ asset: text, quantity: text, value: number, unit: text, at: instant, quality: text })), route: nullable(count) });
/** What a message would be read as. */
export type TriedMessage = ReturnType<typeof tried>;

export const mappingApi = {
  current: (api: Api): Promise<Mapping> => api.http.get('/mqtt/mapping', mapping),
  history: async (api: Api): Promise<readonly MappingChange[]> => (await api.http.get('/mqtt/mapping/history', page(change))).items,
  /** `routes` null lets the configured mapping hold again. */
  save: (api: Api, revision: number, routes: readonly TopicRoute[] | null): Promise<Mapping> => api.http.put('/mqtt/mapping', { revision, routes }, mapping),
  try: (api: Api, topic: string, payload: string, routes: readonly TopicRoute[]): Promise<TriedMessage> => api.http.post('/mqtt/try', { topic, payload, routes }, tried),
  broker: (api: Api): Promise<BrokerStatus> => api.http.get('/mqtt', broker),
};
