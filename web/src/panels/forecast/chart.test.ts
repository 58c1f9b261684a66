import { describe, expect, it } from 'vitest';
import { bandPath, extent, linePath, ticks, timeTicks, valueAt, type Scale } from './chart';

const scale: Scale = { from: 0, to: 100, min: 0, max: 10, width: 100, height: 100 };
const line = (...values: (number | null)[]) => ({ look: 'measured' as const, points: values.map((value, i) => ({ at: i * 10, value })) });

describe('a chart of what was and what is expected', () => {
  it('holds all that is drawn, and a limit that is not far off', () => {
    const band = { times: [0, 10], low: [1, 1], high: [4, 6] };
    const { min, max } = extent([line(2, 3)], [band], [7]);
    expect([min < 1, min >= 0, max > 7]).toEqual([true, true, true]);
    expect(extent([line(2, 3)], [], [100]).max).toBeLessThan(10);
  });

  it('does not blow a flat line up to a storm', () => {
    const { min, max } = extent([line(5, 5.001)], []);
    expect(max - min).toBeGreaterThan(0.2);
  });

  it('breaks a line where nothing is known, and where readings are missing', () => {
    expect(linePath(line(1, null, 3).points, scale)).toBe('M0 90M20 70');
    expect(linePath([{ at: 0, value: 1 }, { at: 10, value: 1 }, { at: 60, value: 1 }], scale, 30)).toBe('M0 90L10 90M60 90');
  });

  it('draws a band as one closed area for each stretch without a gap', () => {
    const path = bandPath({ times: [0, 10, 20, 30, 40], low: [1, 1, null, 2, 2], high: [3, 3, null, 4, 4] }, scale);
    expect(path).toBe('M0 70L10 70L10 90L0 90ZM30 60L40 60L40 80L30 80Z');
  });

  it('reads a value between two points, and none in a gap or outside', () => {
    const { points } = line(1, 3, null, 5);
    expect([valueAt(points, 5), valueAt(points, 10), valueAt(points, 15), valueAt(points, 31), valueAt([], 3)]).toEqual([2, 3, null, null, null]);
  });

  it('writes round values and round local times', () => {
    expect(ticks(0.1, 3.9, 4)).toEqual([1, 2, 3]);
    const from = new Date(2030, 0, 1, 11, 52).getTime();
    expect(timeTicks(from, from + 2 * 3_600_000, 320).map((at) => new Date(at).getMinutes())).toEqual([0, 30, 0, 30]);
  });
});
