import { describe, expect, it } from 'vitest';
import { effectOf, warningOf } from '../testing/warning';
import { assetId, millis } from '../wire/brands';
import { emptyBook, endedKept, foldOpenList, foldWarnings, openWarnings, warningsOf } from './warningBook';

describe('the book of warnings', () => {
  it('keeps the highest version, whatever comes last', () => {
    const versions = [3, 1, 2].map((version) => warningOf({ version, value: version }));
    expect(foldWarnings(emptyBook, versions).get('w1')?.value).toBe(3);
    const book = foldWarnings(emptyBook, versions);
    expect(foldWarnings(book, versions)).toBe(book);
  });

  it('does not open again what has ended', () => {
    const book = foldWarnings(emptyBook, [warningOf({ version: 5, endedAt: millis(9) }), warningOf({ version: 4 })]);
    expect(openWarnings(book)).toEqual([]);
  });

  it('lists the worst first, then the longest standing, then by id', () => {
    const book = foldWarnings(emptyBook, [
      warningOf({ id: 'b', level: 'yellow' }), warningOf({ id: 'c', level: 'red', since: millis(9) }), warningOf({ id: 'd', level: 'red', since: millis(5) }), warningOf({ id: 'a', level: 'yellow' }),
    ]);
    expect(openWarnings(book).map((w) => w.id)).toEqual(['d', 'c', 'a', 'b']);
  });

  it('learns from the open list what ended while away, but keeps what came meanwhile', () => {
    const before = foldWarnings(emptyBook, [warningOf({ id: 'gone' }), warningOf({ id: 'stays' }), warningOf({ id: 'moved' })]);
    const meanwhile = foldWarnings(before, [warningOf({ id: 'new' }), warningOf({ id: 'moved', version: 2 })]);
    const book = foldOpenList(meanwhile, [warningOf({ id: 'stays' }), warningOf({ id: 'listed' })], before);
    expect(openWarnings(book).map((w) => w.id)).toEqual(['listed', 'moved', 'new', 'stays']);
    expect(foldOpenList(book, openWarnings(book), book)).toBe(book);
  });

  it('forgets those that ended first when there are too many', () => {
    const ended = Array.from({ length: endedKept + 3 }, (_, i) => warningOf({ id: `e${i}`, endedAt: millis(1_000 - i) }));
    const book = foldWarnings(emptyBook, [...ended, warningOf({ id: 'open' })]);
    expect([book.size, book.has('e0'), book.has(`e${endedKept + 2}`), book.has('open')]).toEqual([endedKept + 1, true, false, true]);
  });

  it('finds those that concern an asset, as cause or as effect', () => {
    const book = foldWarnings(emptyBook, [warningOf({ id: 'cause' }), warningOf({ id: 'effect', asset: assetId('town:x'), effects: [effectOf('town:a', 0, [])] }), warningOf({ id: 'other', asset: assetId('town:y') })]);
    expect(warningsOf(book, assetId('town:a')).map((w) => w.id)).toEqual(['cause', 'effect']);
  });
});
