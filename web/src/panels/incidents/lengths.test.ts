import { describe, expect, it } from 'vitest';
import { lengthText, metresOf } from './lengths';

describe('a measured way', () => {
  it('has the length of a degree of latitude', () => expect(metresOf([[112, 38], [112, 39]])).toBeCloseTo(111_195, -1));
  it('shrinks eastwards with the cosine of the latitude', () => expect(metresOf([[112, 60], [113, 60]]) / metresOf([[112, 0], [113, 0]])).toBeCloseTo(0.5, 3));
  it('is the sum of its parts, and nothing for one point', () => {
    expect(metresOf([[112, 38]])).toBe(0);
    expect(metresOf([[112, 38], [112, 38.5], [112, 39]])).toBeCloseTo(metresOf([[112, 38], [112, 39]]), 3);
  });
  it.each([[319.6, '320 m'], [1250, '1.25 km']])('of %d m reads %s', (m, text) => expect(lengthText(m)).toBe(text));
});
