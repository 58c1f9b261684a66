import { describe, expect, it } from 'vitest';
import type { LimitNumbers, ScopedLimits } from '../../wire/limits';
import { draftOf, exact, inOrder, keyOf, numbersOf } from './limits';

const level: LimitNumbers = { minimum: 0, maximum: 12.5, perMinute: 6, leastStep: 0.5, spikeFactor: null, flatHours: 6, flatAbove: 0.05 };
const row = (quantity: string, asset: string | null, kind: string | null): ScopedLimits => ({ quantity, asset, assetName: null, kind, name: { zh: quantity, en: quantity }, unit: 'm', own: false, by: null, at: null, limits: level, standard: level });

describe('limits in a form', () => {
  it('come back as they went in', () => {
    expect(numbersOf(draftOf(level))).toEqual({ ...level, spikeFactor: 0 });
  });

  it('show a test that is off as empty, and an emptied one switches it off', () => {
    expect(draftOf(level).spikeFactor).toBe('');
    expect(numbersOf({ ...draftOf(level), perMinute: '', flatHours: '' })).toMatchObject({ perMinute: 0, flatHours: 0 });
  });

  it('leave a bound that was never set as it is', () => {
    expect(numbersOf(draftOf({ ...level, minimum: null, flatAbove: null }))).toMatchObject({ minimum: null, flatAbove: null });
  });

  it('keep a zero that is a bound', () => {
    expect(draftOf(level).minimum).toBe('0');
  });
});

describe('rows of limits', () => {
  it('stand by quantity, the widest first', () => {
    const rows = [row('level', null, null), row('cod', null, null), row('cod', 'a:1', null), row('level', null, 'manhole'), row('cod', null, 'outfall')];
    expect(inOrder(rows).map(keyOf)).toEqual(['level/', 'level/manhole', 'cod/', 'cod/outfall', 'cod/a:1']);
  });

  it('say numbers as they were set', () => {
    expect([exact(1013), exact(0.05), exact(-3), exact(101325)]).toEqual(['1,013', '0.05', '−3', '101,325']);
  });
});
