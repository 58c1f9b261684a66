import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyBook, foldWarnings } from '../live/warningBook';
import { aWarning, anEffect, minutes } from '../testing/warnings';
import { assetId } from '../wire/brands';
import { useWarnings } from './warnings';

beforeEach(() => setActivePinia(createPinia()));
const book = (...warnings: ReturnType<typeof aWarning>[]) => foldWarnings(emptyBook, warnings);

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

  it('tells a warning that crossed a border as one, and finds it by either id', () => {
    const warnings = useWarnings();
    warnings.show(book(aWarning({ id: 'w', effects: [anEffect('demo:A', 5)] }), aWarning({ id: 'w>border', level: 'red', effects: [anEffect('demo:B', 9)] })));
    expect(warnings.causes).toHaveLength(1);
    expect(warnings.find('w>border')).toMatchObject({ id: 'w', level: 'red' });
    expect(warnings.concerning(assetId('demo:B'))).toHaveLength(1);
    expect(warnings.concerning(assetId('demo:C'))).toHaveLength(0);
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
