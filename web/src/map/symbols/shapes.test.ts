import { describe, expect, it } from 'vitest';
import { assetKinds } from '../../wire/kinds';
import { levels } from '../../wire/levels';
import { badges, inside } from './badges';
import { silhouettes, standings } from './shapes';

const drawnAsLine = ['pipeSegment', 'riverSection', 'riverNode'];

describe('symbols', () => {
  it('exist for every kind that is not a line, each another one', () => {
    const kinds = assetKinds.filter((kind) => !drawnAsLine.includes(kind));
    expect(Object.keys(silhouettes).sort()).toEqual([...kinds].sort());
    expect(Object.keys(standings).sort()).toEqual([...kinds].sort());
    expect(new Set(Object.values(silhouettes).map((s) => s.fill + s.line)).size).toBe(kinds.length);
  });

  it('have a badge of another shape for each level', () => {
    expect(Object.keys(badges)).toEqual([...levels]);
    expect(Object.keys(inside)).toEqual([...levels]);
    expect(new Set(Object.values(badges)).size).toBe(levels.length);
  });
});
