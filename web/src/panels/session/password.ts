/** As the server asks (NIST SP 800-63B §3.1.1: long rather than adorned). */
export const shortestPassword = 12;
export const fewestDifferent = 5;

/** What is wrong with a new password before it is sent: a key of `account.` with its figure; null where nothing is. */
export function passwordFault(now: string, next: string, again: string): { readonly key: 'tooShort' | 'tooPlain' | 'same' | 'differs'; readonly n: number } | null {
  if (next.length < shortestPassword) return { key: 'tooShort', n: shortestPassword - next.length };
  if (new Set(next).size < fewestDifferent) return { key: 'tooPlain', n: fewestDifferent };
  if (next === now) return { key: 'same', n: 0 };
  return next === again ? null : { key: 'differs', n: 0 };
}
