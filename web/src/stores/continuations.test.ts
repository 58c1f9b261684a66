import { describe, expect, it } from 'vitest';
import { aWarning, anEffect, minutes } from '../testing/warnings';
import { firstId, joined } from './continuations';

describe('a warning that crosses a border', () => {
  const first = aWarning({ id: 'w', level: 'yellow', effects: [anEffect('demo:A', 30)] });
  const second = aWarning({ id: 'w>x', level: 'blue', effects: [anEffect('demo:B', 10), anEffect('demo:C', 40)] });
  const third = aWarning({ id: 'w>x>y', level: 'red', effects: [anEffect('demo:D', 50)] });

  it('is one, as grave as its worst part, with all that it will reach in order of arrival', () => {
    const [one, ...more] = joined([third, first, second]);
    expect(more).toEqual([]);
    expect([one!.id, one!.level, one!.effects.map((e) => e.asset)]).toEqual(['w', 'red', ['demo:B', 'demo:A', 'demo:C', 'demo:D']]);
  });

  it('goes on under its own name when its first part has ended', () => {
    expect(joined([third, second])[0]).toMatchObject({ id: 'w', level: 'red', effects: [{ asset: 'demo:B' }, { asset: 'demo:C' }, { asset: 'demo:D' }] });
  });

  it('leaves others as they are', () => {
    const other = aWarning({ id: 'other', since: minutes(-1) });
    expect(joined([first, other])).toEqual([first, other]);
    expect([firstId('w>x>y'), firstId('w')]).toEqual(['w', 'w']);
  });
});
