import { describe, expect, it } from 'vitest';
import { stepOf, stretchOf, stretchOfDays } from './span';

const day = 86_400_000;
const now = Date.parse('2026-07-01T00:00:00Z');

describe('the stretch of time of a chart', () => {
  it('ends now', () => {
    expect(stretchOf('week', now, now - 1000)).toEqual({ from: now - 7 * day, to: now });
  });

  it('ends with the newest reading where nothing came since', () => {
    const newest = Date.parse('2020-04-28T06:00:00Z');
    const { from, to } = stretchOf('year', now, newest);
    expect(to).toBeGreaterThan(newest);
    expect(to - from).toBe(366 * day);
  });

  it('is everything there is', () => {
    expect(stretchOf('all', now, now).from).toBe(0);
  });

  it('takes whole local days, and refuses what is no stretch', () => {
    const { from, to } = stretchOfDays('2019-01-01', '2019-01-02')!;
    expect(to - from).toBe(2 * day);
    expect(stretchOfDays('2019-01-02', '2019-01-01')).toBeNull();
    expect(stretchOfDays('', '2019-01-01')).toBeNull();
  });

  it('is read in usual steps, hours where it is long, so that sums by hours serve', () => {
    expect(stepOf({ from: 0, to: day }, 400)).toBe(5 * 60_000);
    expect(stepOf({ from: 0, to: 31 * day }, 400)).toBe(2 * 3_600_000);
    expect(stepOf({ from: 0, to: 366 * day }, 400)).toBe(day);
  });
});
