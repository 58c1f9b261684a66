import { describe, expect, it } from 'vitest';
import { aWarning, minutes } from '../testing/warnings';
import type { Cause } from './causes';
import { assignNumbers, type Numbers } from './numbers';

const ages = ['a', 'b', 'c', 'd'];
const one = (id: string) => aWarning({ id, since: minutes(ages.indexOf(id)) });
const cause = (root: string, ...related: string[]): Cause => ({ root: one(root), related: related.map(one) });
const numbers = (...steps: (readonly Cause[])[]) => Object.fromEntries(steps.reduce<Numbers>((held, causes) => assignNumbers(held, causes), new Map()));

describe('numbers of causes', () => {
  it('go from the oldest up, whatever the order of the list', () => {
    expect(numbers([cause('c'), cause('a'), cause('b')])).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('are shared by all that one cause brought about', () => {
    expect(numbers([cause('a', 'c'), cause('b')])).toEqual({ a: 1, b: 2, c: 1 });
  });

  it('stay while a cause is open, and are then given again', () => {
    expect(numbers([cause('a'), cause('b'), cause('c')], [cause('b'), cause('c'), cause('d')])).toEqual({ b: 2, c: 3, d: 1 });
  });

  it('pass to what is left of a cause when its beginning ends', () => {
    expect(numbers([cause('b', 'c'), cause('a')], [cause('c'), cause('a'), cause('d')])).toEqual({ a: 1, c: 2, d: 3 });
  });

  it('are not held by two when a cause falls apart', () => {
    expect(new Set(Object.values(numbers([cause('a', 'b', 'c')], [cause('b'), cause('c')])))).toEqual(new Set([1, 2]));
  });
});
