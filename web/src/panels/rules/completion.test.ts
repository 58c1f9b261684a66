import { describe, expect, it } from 'vitest';
import type { Vocabulary } from '../../wire/rules';
import { marked, offers, wordAt } from './completion';

const vocabulary: Vocabulary = {
  words: [{ name: 'mean', kind: 'window', form: 'mean(x, span)', meaning: { zh: '平均值', en: 'mean' }, example: '' }, { name: 'full', kind: 'asset', form: 'full', meaning: { zh: '满深', en: 'full depth' }, example: '' }],
  quantities: [{ name: 'level', unit: 'm', meaning: { zh: '液位', en: 'Level' } }, { name: 'methane', unit: '', meaning: { zh: '甲烷', en: 'Methane' } }],
  kinds: ['manhole', 'pumpStation'],
  units: ['m'],
};
const names = (text: string) => offers(text, text.length, vocabulary).map((o) => o.text);

describe('completion of a condition', () => {
  it('offers quantities and functions that begin as typed', () => expect(names('level > 1 m and me')).toEqual(['mean(', 'methane']));
  it('finds a quantity by its Chinese name', () => expect(names('液')).toEqual(['level']));
  it('offers kinds inside a relation', () => expect(names('upstream(pu')).toEqual(['pumpStation']));
  it('offers kinds as soon as the bracket is open', () => expect(names('upstream(')).toEqual(['manhole', 'pumpStation']));
  it('is still inside a number', () => expect(names('level > 30m')).toEqual([]));
  it('knows where the word begins', () => expect(wordAt('a and lev', 9)).toEqual({ start: 6, word: 'lev' }));
});

describe('marks under a condition', () => {
  it('cuts out what is wrong', () => expect(marked('levl > 3', [{ start: 0, end: 4 }])).toEqual([{ text: 'levl', wrong: true }, { text: ' > 3', wrong: false }]));
  it('marks a place after the text where something is missing', () => expect(marked('level >', [{ start: 7, end: 7 }])).toEqual([{ text: 'level >', wrong: false }, { text: '\u00a0', wrong: true }]));
});
