import { priorities, type Alarm, type AlarmState } from '../wire/alarms';

/** A cause and what lies under it. */
export interface AlarmGroup {
  readonly root: Alarm;
  readonly nested: readonly Alarm[];
  /** What its row is marked by: the gravest that waits in it, else the gravest. */
  readonly gravest: Alarm;
  /** In it, root included, not yet acknowledged. */
  readonly waiting: number;
}

export const isShown = (state: AlarmState): boolean => state === 'unacknowledged' || state === 'acknowledged' || state === 'returned';
export const isWaiting = (state: AlarmState): boolean => state === 'unacknowledged' || state === 'returned';

/** Unacknowledged before acknowledged before returned, then the gravest, then what must be answered first; ties by id, so that the order is stable. */
export function byUrgency(a: Alarm, b: Alarm): number {
  return rank(a) - rank(b) || priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || (a.respondBy ?? Infinity) - (b.respondBy ?? Infinity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What an operator sees, one row a cause. What lies under something that is not shown is a row of its own. */
export function groupAlarms(alarms: Iterable<Alarm>): readonly AlarmGroup[] {
  const shown = [...alarms].filter((a) => isShown(a.state));
  const ids = new Set(shown.map((a) => a.id));
  const under = new Map<string, Alarm[]>();
  const roots: Alarm[] = [];
  for (const alarm of shown) {
    if (alarm.parent === null || !ids.has(alarm.parent)) roots.push(alarm);
    else if (under.get(alarm.parent)?.push(alarm) === undefined) under.set(alarm.parent, [alarm]);
  }
  return roots.map((root) => {
    const nested = (under.get(root.id) ?? []).sort(byUrgency);
    const all = [root, ...nested].sort(byUrgency);
    return { root, nested, gravest: all[0]!, waiting: all.filter((a) => isWaiting(a.state)).length };
  }).sort((a, b) => byUrgency(a.gravest, b.gravest));
}

function rank({ state }: Alarm): number {
  return state === 'unacknowledged' ? 0 : state === 'acknowledged' ? 1 : 2;
}
