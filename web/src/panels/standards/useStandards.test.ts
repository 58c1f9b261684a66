import { describe, expect, it } from 'vitest';
import type { Limit, LimitClass } from '../../wire/standards';
import { documentsOf, holdsOn } from './useStandards';

const limit = (quantity: string, max: number | null, more: Partial<Limit> = {}): Limit => ({
  quantity, name: { zh: quantity, en: quantity }, unit: 'mg/L', basis: 'dailyMean', min: null, max, document: 'GB 1', clause: '4.1', validFrom: '2003-07-01', validTo: null, whenQuantity: null, whenAtMost: null,
  verified: false, pending: max === null, note: null, ...more,
});
const column = (id: string, limits: readonly Limit[], zh = '表一'): LimitClass => ({ id, document: 'GB 1', documentTitle: { zh, en: zh }, title: { zh: id, en: id }, source: { zh: '原文', en: 'print' }, limits: [...limits] });

describe('the catalogue as printed', () => {
  const cold = limit('nh3n', 8, { whenQuantity: 'temperature', whenAtMost: 12 });
  const [table, other] = documentsOf([column('A', [limit('cod', 50), cold, limit('nh3n', 5), limit('cod', null, { basis: 'instant', validFrom: '2026-03-01' })]), column('B', [limit('cod', 60)]), column('C', [limit('tp', 1)], '表二')]);

  it('puts the classes of a table side by side', () => {
    expect(table!.classes.map((c) => c.id)).toEqual(['A', 'B']);
    expect(table!.rows[0]!.cells.map((l) => l?.max ?? null)).toEqual([50, 60]);
    expect(other!.rows).toHaveLength(1);
  });

  it('has the bracket of cold water before the rule, and what has no number yet last', () => {
    expect(table!.rows.map((r) => [r.sample.quantity, r.sample.max])).toEqual([['cod', 50], ['nh3n', 8], ['nh3n', 5], ['cod', null]]);
  });

  it('leaves a cell empty where a class has no such limit', () => {
    expect(table!.rows[1]!.cells).toEqual([cold, null]);
  });

  it('tells what holds on a day: the last day is not one of them', () => {
    const old = { validFrom: '2003-07-01', validTo: '2026-03-01' };
    expect([holdsOn(old, '2003-06-30'), holdsOn(old, '2003-07-01'), holdsOn(old, '2026-02-28'), holdsOn(old, '2026-03-01')]).toEqual([false, true, true, false]);
  });
});
