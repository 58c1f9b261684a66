import type { RuleDraft } from '../../wire/rules';

type Mutable<T> = T extends readonly (infer U)[] ? Mutable<U>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
/** A rule that a form may change. */
export type OpenDraft = Mutable<RuleDraft>;

/** The first of `c1`, `c2`, … that no cause has: signs name causes by their ids, which nobody needs to see. */
export function freeId(causes: readonly { readonly id: string }[]): string {
  for (let n = 1; ; n++) if (!causes.some((c) => c.id === `c${n}`)) return `c${n}`;
}

/** Takes a cause away, and what signs say of it. */
export function removeCause(draft: OpenDraft, id: string): void {
  draft.causes = draft.causes.filter((c) => c.id !== id);
  for (const sign of draft.signs) sign.likely = Object.fromEntries(Object.entries(sign.likely).filter(([of]) => of !== id));
}

/** How often a sign shows where a cause is at work: per cent from 1 to 99, nothing for not said (which counts as every other time). */
export function setLikely(sign: OpenDraft['signs'][number], cause: string, percent: string): void {
  const share = Number(percent) / 100;
  const rest = Object.entries(sign.likely).filter(([of]) => of !== cause);
  sign.likely = Object.fromEntries(percent.trim() === '' || !Number.isFinite(share) ? rest : [...rest, [cause, share]]);
}

export const likelyText = (sign: { readonly likely: Readonly<Record<string, number>> }, cause: string): string => {
  const share = sign.likely[cause];
  return share === undefined ? '' : String(Math.round(share * 1000) / 10);
};
