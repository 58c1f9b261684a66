import type { AlarmDefinition, PriorityRow, Priority } from '../../wire/alarms';
import type { Level } from '../../wire/levels';

export const consequences = ['minor', 'moderate', 'major', 'severe'] as const;
export const alarmLevels: readonly Level[] = ['blue', 'yellow', 'orange', 'red'];

type Mutable<T> = T extends readonly (infer U)[] ? Mutable<U>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
/** A definition that a form may change. */
export type OpenDefinition = Mutable<AlarmDefinition>;

/** A definition of its own for the form; without one, an empty one that asks for everything. */
export function draftOf(from: AlarmDefinition | null): OpenDefinition {
  if (from) return JSON.parse(JSON.stringify(from)) as OpenDefinition;
  const none = () => ({ zh: '', en: '' });
  return {
    id: '', title: none(), trigger: 'rule:', kinds: [], cause: none(), consequence: none(), action: none(), grades: [{ level: 'yellow', consequence: 'minor', respondMinutes: 60, priority: 'low' }],
    suppressedWhile: [], returnsQuietly: false, source: '', verified: false,
  };
}

/** What consequence and time to respond make of it, by the matrix of the settings; null where one is missing. */
export function priorityOf(matrix: readonly PriorityRow[], consequence: string, respondMinutes: number): Priority | null {
  const at = consequences.indexOf(consequence as (typeof consequences)[number]);
  if (at < 0 || !(respondMinutes > 0) || matrix.length === 0) return null;
  return (matrix.find((row) => respondMinutes <= row.withinMinutes) ?? matrix[matrix.length - 1]!).byConsequence[at] ?? null;
}

/** The first level that no grade has. */
export const freeLevel = (definition: { readonly grades: readonly { readonly level: Level }[] }): Level | undefined => alarmLevels.find((level) => !definition.grades.some((grade) => grade.level === level));

/** Rationalisation fields that are still empty: without all of them there is no alarm. */
export function missing(definition: AlarmDefinition): readonly string[] {
  const texts = (['title', 'cause', 'consequence', 'action'] as const).filter((field) => !definition[field].zh.trim() || !definition[field].en.trim());
  return [...(definition.id ? [] : ['id']), ...texts, ...(definition.trigger.trim() ? [] : ['trigger']), ...(definition.grades.length && definition.grades.every((g) => g.respondMinutes > 0) ? [] : ['grades']), ...(definition.source.trim() ? [] : ['source'])];
}

/** As sent: mildest level first. */
export const toSend = (definition: AlarmDefinition): AlarmDefinition => ({ ...definition, grades: [...definition.grades].sort((a, b) => alarmLevels.indexOf(a.level) - alarmLevels.indexOf(b.level)) });
