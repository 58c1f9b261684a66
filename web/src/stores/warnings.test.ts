import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyBook, foldWarnings } from '../live/warningBook';
import { aWarning, minutes } from '../testing/warnings';
import { assignNumbers, useWarnings } from './warnings';

beforeEach(() => setActivePinia(createPinia()));
const book = (...warnings: ReturnType<typeof aWarning>[]) => foldWarnings(emptyBook, warnings);

describe('numbers of warnings', () => {
  const open = (...ids: string[]) => ids.map((id, i) => aWarning({ id, since: minutes(i) }));

  it('go from the oldest up', () => {
    expect([...assignNumbers(new Map(), [...open('a', 'b', 'c')].reverse())]).toEqual([['a', 1], ['b', 2], ['c', 3]]);
  });

  it('stay with a warning while it is open, and are then given again', () => {
    const first = assignNumbers(new Map(), open('a', 'b', 'c'));
    const second = assignNumbers(first, open('b', 'c', 'd'));
    expect(Object.fromEntries(second)).toEqual({ b: 2, c: 3, d: 1 });
  });
});

describe('the warnings shown', () => {
  it('are loading until a list came, even an empty one', () => {
    const warnings = useWarnings();
    expect(warnings.status).toBe('loading');
    warnings.show(emptyBook);
    expect([warnings.status, warnings.open.length]).toEqual(['ready', 0]);
  });

  it('moves one that ended to the record, the newest first', () => {
    const warnings = useWarnings();
    warnings.remember([aWarning({ id: 'before', endedAt: minutes(-90) })]);
    warnings.show(book(aWarning({ id: 'a' }), aWarning({ id: 'b' })));
    warnings.show(foldWarnings(warnings.book, [aWarning({ id: 'a', version: 2, endedAt: minutes(-1) })]));
    expect(warnings.open.map((w) => w.id)).toEqual(['b']);
    expect(warnings.ended.map((w) => w.id)).toEqual(['a', 'before']);
  });

  it('never opens anything from the record', () => {
    const warnings = useWarnings();
    warnings.remember([aWarning({ id: 'stray' })]);
    expect([warnings.open.length, warnings.find('stray')]).toEqual([0, undefined]);
  });

  it('keeps what it has when a later reading fails', () => {
    const warnings = useWarnings();
    warnings.show(book(aWarning()));
    warnings.fail(new Error('gone'));
    expect([warnings.status, warnings.open.length]).toEqual(['ready', 1]);
  });
});
