import { levelCode } from '../wire/levels';
import type { Warning } from '../wire/warnings';

/** A warning together with those that it brought about. */
export interface Cause {
  readonly root: Warning;
  readonly related: readonly Warning[];
}

/**
 * Groups open warnings by cause: one that stands where an earlier one said it would reach belongs under that one,
 * and under whatever that one belongs to. Most urgent first.
 */
export function groupByCause(open: readonly Warning[]): Cause[] {
  const byTime = [...open].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const rootOf = new Map<string, Warning>();
  const reachers = new Map<string, Warning>(); // asset → the earliest warning that reaches it
  for (const warning of byTime) {
    const reacher = reachers.get(warning.asset);
    const root = reacher ? rootOf.get(reacher.id)! : warning;
    rootOf.set(warning.id, root);
    for (const asset of [warning.asset, ...warning.effects.map((effect) => effect.asset)]) {
      if (!reachers.has(asset)) reachers.set(asset, warning);
    }
  }
  const groups = new Map<string, Warning[]>();
  for (const warning of byTime) {
    const root = rootOf.get(warning.id)!;
    if (root === warning) groups.set(root.id, []);
    else groups.get(root.id)!.push(warning);
  }
  return byTime.filter((w) => groups.has(w.id)).map((root) => ({ root, related: groups.get(root.id)! })).sort(byUrgency);
}

/** Worst level first; then what will hit something soonest; then what has lasted longest. */
export function byUrgency(a: Cause, b: Cause): number {
  return worst(b) - worst(a) || nextArrival(a) - nextArrival(b) || a.root.since - b.root.since || (a.root.id < b.root.id ? -1 : 1);
}

function worst({ root, related }: Cause): number {
  return Math.max(levelCode(root.level), ...related.map((w) => levelCode(w.level)));
}

function nextArrival({ root }: Cause): number {
  return root.effects.find((effect) => effect.firstAt > root.knownAt)?.firstAt ?? Number.MAX_SAFE_INTEGER;
}
