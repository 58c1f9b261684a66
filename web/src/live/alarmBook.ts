import type { Alarm } from '../wire/alarms';

/** The newest version known of every alarm that is not normal, by id. Replaced, never changed. */
export type AlarmBook = ReadonlyMap<string, Alarm>;

/** A later occurrence of the same alarm counts its versions anew. */
export const isNewer = (a: Alarm, b: Alarm): boolean => (a.openedAt === b.openedAt ? a.version > b.version : a.openedAt > b.openedAt);

/** Takes each where it is newer than what is known; what is normal again leaves. The same book comes back if nothing is new. */
export function foldAlarms(book: AlarmBook, upserts: readonly Alarm[]): AlarmBook {
  const next = new Map(book);
  let changed = false;
  for (const alarm of upserts) {
    const known = next.get(alarm.id);
    if (known !== undefined ? !isNewer(alarm, known) : alarm.state === 'normal') continue;
    if (alarm.state === 'normal') next.delete(alarm.id);
    else next.set(alarm.id, alarm);
    changed = true;
  }
  return changed ? next : book;
}

/** The server's whole list: what was known when it was asked for, has not changed since and is not in it, has ended. */
export function foldAlarmList(book: AlarmBook, listed: readonly Alarm[], whenAsked: AlarmBook): AlarmBook {
  const there = new Set(listed.map((a) => a.id));
  return foldAlarms(new Map([...book].filter(([id, alarm]) => there.has(id) || whenAsked.get(id) !== alarm)), listed);
}
