import { describe, expect, it } from 'vitest';
import { periodsOn, spark } from './period';

describe('periods', () => {
  it('go back over the turn of the year', () => {
    const { years, months } = periodsOn('2026-02-03');
    expect(years).toEqual(['2026', '2025']);
    expect(months.slice(0, 3)).toEqual(['2026-02', '2026-01', '2025-12']);
    expect(months).toHaveLength(13);
  });
});

describe('a spark', () => {
  it('breaks where a month has no value', () => {
    expect(spark([1, 2, null, 4], 100, 20, null).path.match(/M/g)).toHaveLength(2);
  });

  it('keeps a target that is near in view and lets one far away go', () => {
    expect(spark([10, 11, 12], 100, 20, 13).targetY).not.toBeNull();
    expect(spark([10, 11, 12], 100, 20, 500).targetY).toBeNull();
  });

  it('draws more as higher', () => {
    const { dots } = spark([1, 5], 100, 20, null);
    expect(dots[1]!.y).toBeLessThan(dots[0]!.y);
  });

  it('of nothing is nothing', () => {
    expect(spark([null, null], 100, 20, 3)).toEqual({ path: '', dots: [], targetY: null });
  });
});
