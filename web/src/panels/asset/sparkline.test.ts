import { describe, expect, it } from 'vitest';
import { sparkline, withGaps } from './sparkline';

const minute = 60_000;
const series = (...values: (number | null)[]) => values.flatMap((value, i) => (value === null ? [] : [{ at: i * minute, value }]));
const draw = (points: ReturnType<typeof series>, limit: number | null = null) => sparkline(points, 0, 10 * minute, 100, 20, limit);

describe('a sparkline', () => {
  it('runs from left to right, higher for more', () => {
    const { path, last } = draw(series(0, 1, 2));
    expect(path.match(/[ML]/g)!.join('')).toBe('MLL');
    expect(last!.x).toBe(20);
    const [, first] = /^M[\d.]+ ([\d.]+)/.exec(path)!;
    expect(Number(first)).toBeGreaterThan(last!.y);
  });

  it('breaks where data are missing', () => {
    expect(draw(series(1, 1, 1, null, null, null, null, null, 1, 1)).path.match(/[ML]/g)!.join('')).toBe('MLLML');
  });

  it('shows a limit that is near, inside the box', () => {
    const { limitY } = draw(series(3, 3.4, 3.2), 4.1);
    expect(limitY).toBeGreaterThanOrEqual(0);
    expect(limitY).toBeLessThan(20);
  });

  it('leaves out a limit so far off that it would flatten the line', () => {
    expect(draw(series(3, 3.4, 3.2), 400).limitY).toBeNull();
  });

  it('does not blow noise up to the full height', () => {
    const { path } = draw(series(10, 10.1, 10, 10.1));
    const heights = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(2);
  });

  it('draws a steady value in the middle', () => {
    expect(draw(series(2, 2, 2)).last!.y).toBe(10);
  });

  it('leaves the same gaps to a larger chart', () => {
    expect(withGaps(series(1, 1, 1, null, null, null, null, null, 2)).map((p) => p.value)).toEqual([1, 1, 1, null, 2]);
  });

  it('is empty without data in view', () => {
    expect(sparkline(series(1, 2), 50 * minute, 60 * minute, 100, 20)).toMatchObject({ path: '', last: null });
  });

  it('shows doubtful points by themselves', () => {
    const { marked } = sparkline([{ at: 0, value: 1 }, { at: 50, value: 9, mark: 'spike' }, { at: 100, value: 1 }], 0, 100, 100, 10);
    expect(marked.map((p) => p.x)).toEqual([50]);
  });
});
