import { page } from './assets';
import { kind } from './kinds';
import { level } from './levels';
import { count, flag, instant, list, nullable, number, oneOf, plainObject, shape, text, type Parser } from './parse';
import { id, position, symptomKind } from './warnings';

/** The workflow in its order, and the way out of it. */
export const stages = ['received', 'verified', 'assessed', 'responding', 'stoodDown', 'closed', 'dismissed'] as const;
export type Stage = (typeof stages)[number];

/** Grades of the event, the gravest first; another scale than warning levels. */
export const grades = ['I', 'II', 'III', 'IV'] as const;
export type Grade = (typeof grades)[number];

export const words = shape({ zh: text, en: text });
export type Words = ReturnType<typeof words>;

const someone = shape({ name: text, fullName: nullable(text), department: nullable(text) });
/** A machine, and the platform itself, has no full name. */
const by = (value: unknown, at: string) => {
  const { name, fullName, department } = someone(value, at);
  return { name, fullName: fullName ?? name, department };
};
export type By = ReturnType<typeof by>;
const grade = nullable(oneOf(...grades));
const stage = oneOf(...stages);

/** What is not there is an empty list. */
const some = <T>(parse: Parser<T>): Parser<T[]> => (value, at) => (value === null || value === undefined ? [] : list(parse)(value, at));

export const incidentSummary = shape({
  id: text, version: count, title: text, isDrill: flag, pace: number, stage, grade, scenario: nullable(text), topic: nullable(text),
  commander: nullable(by), openedAt: instant, knownAt: instant, closedAt: nullable(instant), departments: some(text), regions: some(text), network: nullable(text), position: nullable(position),
  tasks: shape({ open: count, done: count, late: count }),
  clocks: shape({ running: count, lapsed: count, nextDueAt: nullable(instant) }),
});
export type IncidentSummary = ReturnType<typeof incidentSummary>;
export const incidentPage = page(incidentSummary);

export const arrival = shape({ asset: id, name: nullable(text), kind: nullable(kind), level: nullable(level), quantity: nullable(text), value: nullable(number), firstAt: instant, peakAt: nullable(instant), position: nullable(position) });
export type Arrival = ReturnType<typeof arrival>;

export const proposal = shape({
  key: text, title: words, scenario: nullable(text), topic: nullable(text), level, network: text, asset: id, assetName: nullable(text), warnings: list(text), affected: count, firstArrivals: some(arrival), since: instant,
});
export type IncidentProposal = ReturnType<typeof proposal>;

export const evidenceKinds = ['photo', 'measurement', 'document', 'position', 'text'] as const;
export type Evidence = (typeof evidenceKinds)[number];
const taskState = oneOf('open', 'accepted', 'started', 'done', 'refused', 'cancelled');

export const task = shape({
  id: text, title: words, text: nullable(text), department: text, coOwners: some(text), assignee: nullable(text), group: nullable(text), state: taskState, percent: number,
  dueAt: nullable(instant), evidence: some(oneOf(...evidenceKinds)), asset: nullable(id), position: nullable(position), attachments: some(text), note: nullable(text),
  createdAt: instant, acceptedAt: nullable(instant), startedAt: nullable(instant), doneAt: nullable(instant), lapsedAt: nullable(instant), refusal: nullable(text), version: count,
});
export type IncidentTask = ReturnType<typeof task>;

/** A clock that binds people: wall time, whatever the city's clock shows. */
export const bindingClock = shape({
  id: text, title: words, startedAt: instant, warnAt: nullable(instant), dueAt: instant, stoppedAt: nullable(instant), warnedAt: nullable(instant), lapsedAt: nullable(instant),
  departments: some(text), escalateTo: nullable(shape({ departments: some(text), roles: some(text) })), document: nullable(text), clause: nullable(text), verified: nullable(flag), task: nullable(text),
});
export type BindingClock = ReturnType<typeof bindingClock>;

export const markShapes = ['point', 'line', 'polygon', 'text', 'measure'] as const;
export const markColours = ['red', 'orange', 'yellow', 'blue', 'black'] as const;
export const incidentMark = shape({ id: text, shape: oneOf(...markShapes), coordinates: list(position), text: nullable(text), colour: nullable(oneOf(...markColours)), by: nullable(by), knownAt: nullable(instant) });
export type IncidentMark = ReturnType<typeof incidentMark>;

export const attachment = shape({ id: text, name: text, type: text, bytes: count, by: nullable(by), knownAt: nullable(instant), task: nullable(text), note: nullable(text) });
export type Attachment = ReturnType<typeof attachment>;

export const facts = shape({ deaths: nullable(count), poisoned: nullable(count), evacuated: nullable(count), lossYuan: nullable(number), waterSource: nullable(text), crossBorder: nullable(text) });
export type Facts = ReturnType<typeof facts>;

const condition = shape({ id: text, title: words, isAutomatic: flag, isMet: flag, isWaived: flag, text: nullable(text), by: nullable(by), knownAt: nullable(instant) });
export type ClosingCondition = ReturnType<typeof condition>;

const review = shape({ summary: text, causes: nullable(text), costs: some(shape({ item: text, yuan: number })), lessons: some(text), improvements: some(text) });

export const incident = shape({
  id: text, version: count, title: text, isDrill: flag, pace: number, source: text, scenario: nullable(text), topic: nullable(text), network: nullable(text), asset: nullable(id), position: nullable(position),
  stage, grade, facts: nullable(facts),
  proposal: nullable(shape({ grade, reasons: some(shape({ criterion: text, value: nullable(anything), grade, title: words, document: nullable(text), clause: nullable(text), verified: nullable(flag) })) })),
  openedAt: instant, discoveredAt: nullable(instant), knownAt: instant, openedBy: by, commander: nullable(by),
  departments: some(shape({ department: text, part: text })), regions: some(text), warnings: some(shape({ id: text, asset: nullable(id), catchment: nullable(text), kind: nullable(symptomKind), level: nullable(level) })),
  steps: some(shape({ step: text, number: count, at: instant, knownAt: instant, by: nullable(by) })),
  clocks: some(bindingClock),
  groups: some(shape({ group: text, title: words, department: text, lead: nullable(text), members: some(text) })),
  tasks: some(task),
  decisions: some(shape({ number: count, at: instant, knownAt: instant, by, text, attachments: some(text) })),
  reports: some(shape({ number: count, type: text, to: some(text), text, knownAt: instant, by })),
  conditions: some(condition), attachments: some(attachment), links: some(shape({ incident: text, relation: text })), marks: some(incidentMark), plans: some(text), review: nullable(review), lastHash: nullable(text),
  may: some(text),
});
export type Incident = ReturnType<typeof incident>;

export const entry = shape({ number: count, at: instant, knownAt: instant, by, kind: text, data: nullable(plainObject), hash: nullable(text) });
export type IncidentEntry = ReturnType<typeof entry>;
export const entryPage = page(entry);

export const presence = shape({ connection: text, name: text, fullName: nullable(text), department: nullable(text), bounds: nullable(anything) });
export type Presence = ReturnType<typeof presence>;

function anything(value: unknown): unknown {
  return value;
}
