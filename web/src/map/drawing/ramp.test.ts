import { describe, expect, it } from 'vitest';
import { binOf, boundsOf, rampOf } from './ramp';

describe('colours of arrival', () => {
  it('have round bounds with about as many arrivals between each two', () => {
    expect(boundsOf(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual([30, 45, 90]);
    expect(boundsOf([1, 2, 400, 800, 1200])).toEqual([5, 480, 1080]);
  });

  it('are one where all arrives at once, and none is needed where nothing does', () => {
    expect(boundsOf([3, 3, 3])).toEqual([]);
    expect(boundsOf([])).toEqual([]);
    expect(binOf(3, [])).toBe(0);
  });

  it('go from the soonest to the latest', () => {
    expect([1, 30, 44, 600].map((m) => binOf(m, [30, 45, 90]))).toEqual([0, 1, 1, 3]);
    expect(rampOf('night')).toHaveLength(5);
  });
});
