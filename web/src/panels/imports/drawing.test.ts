import { describe, expect, it } from 'vitest';
import type { Finding } from '../../wire/imports';
import { findingAt, toPixel, zoomed } from './drawing';

const view = { lon: 112, lat: 37, scale: 100_000 };
const finding = (id: string, lon: number, lat: number): Finding => ({ id, kind: 'uphill', severity: 'low', state: 'open', by: null, assets: ['a'], position: [lon, lat], to: null, metres: null, reason: { zh: '', en: '' }, fix: null });

describe('the map of a draft', () => {
  it('keeps the place under the pointer while zooming', () => {
    const [x, y] = toPixel(view, 800, 600, 112.001, 37.001);
    const near = zoomed(view, 800, 600, x, y, 3);
    const [x2, y2] = toPixel(near, 800, 600, 112.001, 37.001);
    // A degree of longitude is measured at the middle, which moved by a hair.
    expect(Math.hypot(x2 - x, y2 - y)).toBeLessThan(0.1);
    expect(near.scale).toBe(300_000);
  });

  it('picks the nearest finding, and none that is far', () => {
    const all = [finding('a', 112, 37), finding('b', 112.0001, 37)];
    expect(findingAt(all, view, 800, 600, 407, 300)?.id).toBe('b');
    expect(findingAt(all, view, 800, 600, 400, 301)?.id).toBe('a');
    expect(findingAt(all, view, 800, 600, 500, 300)).toBeNull();
  });
});
