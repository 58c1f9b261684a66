import type { Incident } from '../../wire/incidents';

/** The workflow's steps in their order (report, verify, assess, report upward, respond, update, stand down, review), as the record names them. */
export const workflow = ['opened', 'verified', 'assessed', 'reported', 'responded', 'updated', 'stoodDown', 'reviewed'] as const;
export type Step = (typeof workflow)[number];

export interface StepShown {
  readonly step: Step;
  /** When it was last taken, wall time; null where it was not. */
  readonly at: number | null;
  readonly times: number;
  readonly isNext: boolean;
}

/** Other names that the record may use for a step. */
const aliases: Readonly<Record<string, Step>> = { report: 'opened', received: 'opened', verify: 'verified', assess: 'assessed', reportUpward: 'reported', respond: 'responded', responding: 'responded', update: 'updated', standDown: 'stoodDown', review: 'reviewed', closed: 'reviewed' };

/** Each step with when it was taken; the next is the first that was not, after the last that was. A stand-down taken back is to come again. */
export function stepsOf(taken: Incident['steps']): readonly StepShown[] {
  const last = new Map<Step, { at: number; times: number }>();
  for (const { step, knownAt } of taken) {
    if (step === 'reopened' || step === 'reopen') { last.delete('stoodDown'); continue; }
    const known = aliases[step] ?? (workflow.includes(step as Step) ? (step as Step) : null);
    if (known) last.set(known, { at: knownAt, times: (last.get(known)?.times ?? 0) + 1 });
  }
  const furthest = Math.max(-1, ...workflow.map((step, i) => (last.has(step) ? i : -1)));
  const next = workflow.findIndex((step, i) => i > furthest && !last.has(step));
  return workflow.map((step, i) => ({ step, at: last.get(step)?.at ?? null, times: last.get(step)?.times ?? 0, isNext: i === next }));
}
