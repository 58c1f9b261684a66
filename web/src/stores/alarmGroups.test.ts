import { describe, expect, it } from 'vitest';
import { anAlarm } from '../testing/alarm';
import { groupAlarms } from './alarmGroups';

describe('the groups of alarms', () => {
  it('put what a cause brought about under it', () => {
    const [group, ...others] = groupAlarms([anAlarm({ id: 'a' }), anAlarm({ id: 'b', parent: 'a' }), anAlarm({ id: 'c', parent: 'a', state: 'acknowledged' })]);
    expect([group!.root.id, group!.nested.map((a) => a.id), group!.waiting, others.length]).toEqual(['a', ['b', 'c'], 2, 0]);
  });

  it('show by itself what lies under a cause that is shelved', () => {
    expect(groupAlarms([anAlarm({ id: 'a', state: 'shelved' }), anAlarm({ id: 'b', parent: 'a' })]).map((g) => g.root.id)).toEqual(['b']);
  });

  it('put first what waits, then the gravest, then what must be answered first', () => {
    const order = groupAlarms([
      anAlarm({ id: 'seen', state: 'acknowledged', priority: 'critical' }), anAlarm({ id: 'late', priority: 'high', respondBy: 5000 }), anAlarm({ id: 'soon', priority: 'high', respondBy: 3000 }),
      anAlarm({ id: 'grave', priority: 'critical' }), anAlarm({ id: 'over', state: 'returned', priority: 'critical' }),
    ]).map((g) => g.root.id);
    expect(order).toEqual(['grave', 'soon', 'late', 'seen', 'over']);
  });
});
