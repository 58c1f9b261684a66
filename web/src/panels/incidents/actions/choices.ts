export { evidenceKinds, grades } from '../../../wire/incidents';
export const reportTypes = ['initial', 'update', 'final'] as const;
export const waterSources = ['none', 'township', 'county', 'prefecture'] as const;
export const crossBorders = ['none', 'county', 'prefecture', 'province', 'international'] as const;
export const relations = ['related', 'causes', 'causedBy', 'partOf'] as const;

/** The order in which actions are offered: what moves the workflow on first. */
const order = ['verify', 'assess', 'commander', 'plan', 'respond', 'reportUpward', 'tasks', 'decide', 'note', 'update', 'condition', 'standDown', 'review', 'grade', 'facts', 'sampling', 'group', 'link', 'reopen', 'dismiss'] as const;

/** Actions on the incident itself that the server offers to this person, in that order; those that are done elsewhere on the page left out. */
export function actionsOf(may: readonly string[]): readonly string[] {
  return order.filter((action) => may.includes(action));
}

/** What the server offers on one task. */
export function taskActionsOf(may: readonly string[], task: string): readonly string[] {
  return may.filter((m) => m.startsWith(`task:${task}:`)).map((m) => m.slice(`task:${task}:`.length));
}
