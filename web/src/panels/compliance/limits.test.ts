import { describe, expect, it } from 'vitest';
import type { Limit } from '../../wire/standards';
import { barOf, boundsText } from './limits';

const t = (key: string) => key;
const limit = (min: number | null, max: number | null) => ({ min, max, pending: min === null && max === null }) as Limit;

describe('a limit', () => {
  it.each([[null, 50, '≤ 50'], [6, 9, '6–9'], [2, null, '≥ 2'], [null, null, 'standards.pending']] as const)('of %s and %s reads %s', (min, max, text) => {
    expect(boundsText(limit(min, max), t).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it('has a bar that ends a quarter beyond it', () => {
    expect(barOf({ limit: limit(null, 50), value: 25 })).toEqual({ value: 0.4, min: null, max: 0.8 });
  });

  it('grows with a value far beyond, up to four times', () => {
    expect(barOf({ limit: limit(null, 50), value: 100 })).toEqual({ value: 1, min: null, max: 0.5 });
    expect(barOf({ limit: limit(null, 50), value: 9000 })).toEqual({ value: 1, min: null, max: 0.25 });
  });

  it('of a range shows both ends', () => {
    const bar = barOf({ limit: limit(6, 9), value: 7.5 })!;
    expect(bar.min!).toBeLessThan(bar.value);
    expect(bar.value).toBeLessThan(bar.max!);
  });

  it('has none without a value', () => {
    expect(barOf({ limit: limit(null, 50), value: null })).toBeNull();
  });

  it('of nought is broken by anything', () => {
    const bar = barOf({ limit: limit(null, 0), value: 3 })!;
    expect(bar.value).toBeGreaterThan(bar.max!);
  });
});
