import type { Vocabulary, Words } from '../../wire/rules';

/** A word that can stand where the caret is. */
export interface Offer {
  /** What is put in. */
  readonly text: string;
  /** How it is written, or its unit. */
  readonly form: string;
  readonly meaning: Words;
}

/** The word before the caret: where it begins, and as far as it is typed. */
export function wordAt(text: string, caret: number): { readonly start: number; readonly word: string } {
  let start = caret;
  while (start > 0 && /[\p{L}\p{N}_]/u.test(text[start - 1]!)) start--;
  // A number with its unit is no name.
  return /^\d/.test(text.slice(start, caret)) ? { start: caret, word: '' } : { start, word: text.slice(start, caret) };
}

/** What could be meant by the word before the caret: kinds inside upstream(…), else quantities and words; those that begin so first. */
export function offers(text: string, caret: number, vocabulary: Vocabulary, most = 8): readonly Offer[] {
  const { start, word } = wordAt(text, caret);
  const inKind = /(upstream|downstream|near)\(\s*$/i.test(text.slice(0, start));
  if (!inKind && word === '') return [];
  const all: Offer[] = inKind
    ? vocabulary.kinds.map((kind) => ({ text: kind, form: '', meaning: { zh: '', en: '' } }))
    : [
        ...vocabulary.quantities.map((q) => ({ text: q.name, form: q.unit, meaning: q.meaning })),
        ...vocabulary.words.map((w) => ({ text: /^[a-z]+\(/i.test(w.form) && w.name !== 'known' ? `${w.name}(` : w.name, form: w.form, meaning: w.meaning })),
      ];
  const wanted = word.toLowerCase();
  const rank = ({ text: name, meaning }: Offer): number => {
    const low = name.toLowerCase();
    if (low.startsWith(wanted)) return 0;
    if (meaning.zh.startsWith(word) && word !== '') return 1;
    if (low.includes(wanted) || meaning.zh.includes(word) || meaning.en.toLowerCase().includes(wanted)) return 2;
    return 3;
  };
  return all.map((offer) => ({ offer, rank: rank(offer) })).filter((o) => o.rank < 3 && o.offer.text !== word)
    .sort((a, b) => a.rank - b.rank || a.offer.text.length - b.offer.text.length).slice(0, most).map((o) => o.offer);
}

/** A text in pieces, those with a fault or note told apart; a fault where something is missing marks one place after it. */
export function marked(text: string, faults: readonly { readonly start: number; readonly end: number }[]): readonly { readonly text: string; readonly wrong: boolean }[] {
  const pieces: { text: string; wrong: boolean }[] = [];
  let at = 0;
  for (const { start, end } of [...faults].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), wrong: false });
    pieces.push({ text: text.slice(start, end) || '\u00a0', wrong: true });
    at = Math.max(end, start);
  }
  if (at < text.length) pieces.push({ text: text.slice(at), wrong: false });
  return pieces;
}
