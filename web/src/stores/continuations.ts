import { levelCode } from '../wire/levels';
import type { Warning } from '../wire/warnings';

/**
 * A warning that leaves its catchment goes on in the next one as a record of its own, named after it: `w`, `w>border`,
 * `w>border>border`. For people it is one warning: the first, with all that the others will reach.
 */
export function joined(open: readonly Warning[]): readonly Warning[] {
  const parts = new Map<string, Warning[]>();
  for (const warning of open) {
    const first = firstId(warning.id);
    parts.set(first, [...(parts.get(first) ?? []), warning]);
  }
  return [...parts].map(([first, all]) => (all.length === 1 && all[0]!.id === first ? all[0]! : join(first, all)));
}

/** The id of the warning that a record continues. */
export function firstId(id: string): string {
  const border = id.indexOf('>');
  return border < 0 ? id : id.slice(0, border);
}

function join(id: string, all: readonly Warning[]): Warning {
  const ordered = [...all].sort((a, b) => a.id.length - b.id.length);
  const worst = ordered.reduce((a, b) => (levelCode(b.level) > levelCode(a.level) ? b : a));
  return { ...ordered[0]!, id, level: worst.level, effects: ordered.flatMap((w) => w.effects).sort((a, b) => a.firstAt - b.firstAt) };
}
