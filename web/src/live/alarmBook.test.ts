import { describe, expect, it } from 'vitest';
import { anAlarm } from '../testing/alarm';
import { foldAlarmList, foldAlarms, type AlarmBook } from './alarmBook';

const bookOf = (...alarms: ReturnType<typeof anAlarm>[]): AlarmBook => new Map(alarms.map((a) => [a.id, a]));

describe('the fold of alarms', () => {
  it('takes what is newer, in whatever order it comes', () => {
    const [first, second] = [anAlarm({ version: 1 }), anAlarm({ version: 2, state: 'acknowledged' })];
    expect(foldAlarms(bookOf(second), [first])).toEqual(bookOf(second));
    expect(foldAlarms(bookOf(first), [second])).toEqual(bookOf(second));
  });

  it('lets go of what is normal again and does not take it up from an older version', () => {
    const gone = foldAlarms(bookOf(anAlarm({ version: 1 })), [anAlarm({ version: 3, state: 'normal' })]);
    expect(gone.size).toBe(0);
    expect(foldAlarms(gone, [anAlarm({ version: 1, openedAt: 2000, id: 'other' })]).size).toBe(1);
  });

  it('counts a later occurrence anew', () => {
    const later = anAlarm({ version: 1, openedAt: 9000 });
    expect(foldAlarms(bookOf(anAlarm({ version: 7 })), [later]).get(later.id)).toBe(later);
  });

  it('forgets what a whole list lacks, but not what came while the list was on its way', () => {
    const [old, fresh] = [anAlarm({ id: 'old' }), anAlarm({ id: 'fresh' })];
    const asked = bookOf(old);
    expect([...foldAlarmList(bookOf(old, fresh), [], asked).keys()]).toEqual(['fresh']);
  });

  it('is the same book where nothing is new', () => {
    const book = bookOf(anAlarm());
    expect(foldAlarms(book, [anAlarm()])).toBe(book);
  });
});
