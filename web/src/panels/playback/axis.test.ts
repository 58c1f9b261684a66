import { describe, expect, it } from 'vitest';
import { aheadMs, aheadShare, axisSpan, backMs, hourMarks, shareOf, timeAt, warningTicks } from './axis';

const hour = 3_600_000;
const now = new Date(2026, 10, 22, 15, 28).getTime();

describe('the time axis', () => {
  it('reaches a day back and two hours ahead, and stands still between two steps', () => {
    const span = axisSpan(now, null);
    expect(span.from).toBeLessThanOrEqual(now - backMs + 5 * 60_000);
    expect(span.to).toBeGreaterThanOrEqual(now + aheadMs);
    expect(axisSpan(now + 60_000, now - hour)).toEqual(span);
  });

  it('goes back to a moment that lies before it', () => {
    const then = new Date(2012, 5, 29, 6, 40).getTime();
    const span = axisSpan(now, then);
    expect(shareOf(then, span)).toBeGreaterThan(0.3);
    expect(shareOf(then, span)).toBeLessThan(0.7);
  });

  it('finds the time under the pointer again, to the minute', () => {
    const span = axisSpan(now, null);
    // A minute is 1/1440 of the day behind and 1/120 of the hours ahead.
    for (const share of [0, 0.123, 0.5, 0.7, 0.75, 0.99, 1]) expect(Math.abs(shareOf(timeAt(share, span), span) - share)).toBeLessThanOrEqual(share > 1 - aheadShare ? 0.5 * aheadShare / 115 : 0.5 / 1440);
  });

  it('gives the two hours ahead enough room to point at a minute, and keeps time in order across now', () => {
    const span = axisSpan(now, null);
    expect(1 - shareOf(span.knee!, span)).toBeCloseTo(aheadShare);
    const shares = Array.from({ length: 26 * 60 }, (_, i) => shareOf(span.from + i * 60_000, span));
    expect(shares.every((share, i) => i === 0 || share > shares[i - 1]!)).toBe(true);
    expect(axisSpan(now, now - 90 * hour).knee).toBeUndefined();
  });

  it('writes as many hours as have room, and always says where a day begins', () => {
    for (const width of [280, 600, 1100, 1800]) {
      const marks = hourMarks(axisSpan(now, null), width);
      expect(marks.length * 60).toBeLessThanOrEqual(width + 72);
      expect(marks.map((m) => m.at)).toEqual([...marks.map((m) => m.at)].sort((a, b) => a - b));
      expect(marks.filter((m) => m.isDay)).toHaveLength(1);
    }
  });

  it('gathers warnings that lie on one another under the gravest', () => {
    const span = axisSpan(now, null);
    const at = (level: 'blue' | 'red' | 'yellow', since: number) => ({ id: `${level}${since}`, level, since });
    const ticks = warningTicks([at('blue', now - hour), at('red', now - hour + 1000), at('yellow', now - 9 * hour), at('red', now - 90 * hour)], span, 1000);
    expect(ticks.map((t) => [t.worst.level, t.count])).toEqual([['yellow', 1], ['red', 2]]);
  });
});
