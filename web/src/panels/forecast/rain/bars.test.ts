import { describe, expect, it } from 'vitest';
import type { Rain } from '../../../wire/forecastRain';
import { barsOf, depthOf, rateOf, topOf } from './bars';

const rain = { everySeconds: 300, past: { times: [0, 300_000], mmPerHour: [6, null] }, ahead: { times: [600_000], p10: [0], p50: [12], p90: [30] } } as unknown as Rain;

describe('bars of rain', () => {
  it('stand one after the other, with a band ahead alone', () => {
    expect(barsOf(rain)).toEqual([
      { from: 0, to: 300_000, value: 6, low: null, high: null },
      { from: 300_000, to: 600_000, value: 0, low: null, high: null },
      { from: 600_000, to: 900_000, value: 12, low: 0, high: 30 },
    ]);
  });

  it('fit under a round top and add up to a depth', () => {
    expect(topOf(barsOf(rain))).toBe(30);
    expect(topOf([])).toBe(2);
    expect(depthOf(barsOf(rain), 150_000, 900_000)).toBeCloseTo(0.25 + 1);
  });

  it('take what is typed as a rate, and nothing else', () => {
    expect([rateOf(''), rateOf('12.5'), rateOf(3)]).toEqual([0, 12.5, 3]);
    expect([rateOf('-1'), rateOf('much'), rateOf(501)]).toEqual([null, null, null]);
  });
});
