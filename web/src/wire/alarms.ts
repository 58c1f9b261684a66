import { search, type Api, type Query } from './api';
import type { HttpOptions } from './http';
import { kind } from './kinds';
import { level } from './levels';
import { count, dictionary, epoch, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';
import { position } from './warnings';

/** The states of ISA-18.2, A to G. */
export const alarmStates = ['normal', 'unacknowledged', 'acknowledged', 'returned', 'shelved', 'suppressed', 'outOfService'] as const;
export type AlarmState = (typeof alarmStates)[number];

/** Mildest first. */
export const priorities = ['low', 'medium', 'high', 'critical'] as const;
export type Priority = (typeof priorities)[number];

const words = shape({ zh: text, en: text });
export type Words = ReturnType<typeof words>;

const hold = shape({ who: text, since: instant, why: text, until: nullable(instant) });
const note = shape({ at: instant, who: text, change: text, text });
export type AlarmNote = ReturnType<typeof note>;

export const alarm = shape({
  id: text,
  openedAt: instant,
  version: count,
  network: text,
  definition: text,
  title: words,
  subject: text,
  asset: nullable(text),
  name: nullable(text),
  assetKind: nullable(kind),
  position: nullable(position),
  detail: nullable(text),
  state: oneOf(...alarmStates),
  letter: text,
  active: flag,
  level,
  priority: oneOf(...priorities),
  quantity: nullable(text),
  unit: nullable(text),
  value: nullable(number),
  limit: nullable(number),
  raisedAt: nullable(instant),
  announcedAt: nullable(instant),
  announcedVersion: count,
  respondBy: nullable(instant),
  clearedAt: nullable(instant),
  raises: count,
  acknowledgedBy: nullable(text),
  acknowledgedAt: nullable(instant),
  /** Why it is kept from the operator, by whom, until when. */
  hold: nullable(hold),
  assignee: nullable(text),
  /** The alarm that brought it about. */
  parent: nullable(text),
  standing: flag,
  chattering: flag,
  escalatedTo: nullable(words),
  members: list(text),
  memberCount: count,
  /** Ids of the warnings that keep it active. */
  warnings: list(text),
  notes: list(note),
  knownAt: instant,
  change: text,
  who: text,
});
export type Alarm = ReturnType<typeof alarm>;

const flood = shape({ network: text, since: nullable(instant), count });
export type Flood = ReturnType<typeof flood>;

/** What the hub pushes: new versions, ids that call again unheard, and floods. */
export const alarmBatch = shape({ seq: count, at: epoch, upserts: list(alarm), repeats: list(text), floods: list(flood) });
export type AlarmBatch = ReturnType<typeof alarmBatch>;

const alarmPage = shape({ items: list(alarm), next: nullable(text), floods: list(flood) });

const grade = shape({ level, consequence: text, respondMinutes: number, priority: oneOf(...priorities) });
const definition = shape({
  id: text, title: words, trigger: text, kinds: list(text), cause: words, consequence: words, action: words, grades: list(grade), suppressedWhile: list(text), returnsQuietly: flag, source: text, verified: flag,
});
export type AlarmDefinition = ReturnType<typeof definition>;

const definitions = shape({
  items: list(shape({ definition, changedBy: nullable(text), changedAt: nullable(instant) })),
  conditions: list(shape({ id: text, title: words })),
  /** Priority by time to respond and consequence, minor to severe. */
  priorities: list(shape({ withinMinutes: number, byConsequence: list(oneOf(...priorities)) })),
  longestShelfMinutes: number,
  repeatMinutes: dictionary(number),
});
export type AlarmDefinitions = ReturnType<typeof definitions>;
export type PriorityRow = AlarmDefinitions['priorities'][number];

const rate = shape({ count, averagePerTenMinutes: number, peakPerTenMinutes: count });
const tally = shape({ alarm: text, title: words, subject: text, count });
const kpis = shape({
  from: instant, to: instant, everySeconds: number,
  series: list(shape({ at: instant, announced: count, ungrouped: count, standing: count, flood: flag })),
  announced: rate, ungrouped: rate,
  floods: list(shape({ since: instant, until: nullable(instant), announced: count })), timeInFlood: number,
  worst: list(tally), worstShare: nullable(number), chattering: list(tally), standing: count, stale: list(text), held: count, byPriority: dictionary(count),
  acknowledgement: shape({ count, medianSeconds: nullable(number), percentile90Seconds: nullable(number), withinResponse: nullable(number), waiting: count }),
  targets: shape({
    averagePerTenMinutes: number, mostPerTenMinutes: number, peakPerTenMinutes: number, floodStart: number, timeInFlood: number, stale: number, chattering: number, topTenShare: number,
    shares: dictionary(number), operators: count, source: text, verified: flag,
  }),
});
export type AlarmKpis = ReturnType<typeof kpis>;

/** What can be asked of an alarm. */
export type AlarmAction = 'acknowledge' | 'unacknowledge' | 'shelve' | 'unshelve' | 'comment' | 'assign' | 'suppress' | 'unsuppress' | 'outOfService' | 'returnToService';

export const readAlarms = (api: Api, query: Query, options?: HttpOptions) => api.http.get(`/alarms${search(query)}`, alarmPage, options);
export const readAlarmDefinitions = (api: Api, options?: HttpOptions) => api.http.get('/alarms/definitions', definitions, options);
export const putAlarmDefinition = (api: Api, definition: AlarmDefinition) => api.http.put('/alarms/definitions', definition, () => null);
export const readAlarmKpis = (api: Api, query: Query, options?: HttpOptions) => api.http.get(`/alarms/kpis${search(query)}`, kpis, { timeoutMs: 30_000, ...options });
export const orderAlarm = (api: Api, id: string, action: AlarmAction, content: Readonly<Record<string, unknown>>) => api.http.post(`/alarms/${encodeURIComponent(id)}/${action}`, content, alarm);
