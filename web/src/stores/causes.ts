import { levelCode, levels, type Level } from '../wire/levels';
import type { Warning } from '../wire/warnings';

/** A warning together with those that it brought about; it is as grave as the worst of them. */
export interface Cause {
  readonly root: Warning;
  readonly related: readonly Warning[];
}

/** A sensor further down may report a little before the one at the cause: their intervals differ. Milliseconds. */
const SENSOR_SLACK = 30 * 60_000;

/**
 * Groups open warnings by cause: one that stands where another said it would go belongs under that one, and under whatever that one
 * belongs to. What is expected at a place explains anything there; what merely passes it explains its own sort, matter or water.
 * Intakes that one reclaimed plant feeds and that break the same limit have one cause, though the plant may not measure it: they lie
 * under the plant's warning, or the earliest of them stands for it. Most urgent first.
 */
export function groupByCause(open: readonly Warning[]): Cause[] {
  const byTime = [...open].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const places = new Map(byTime.map((w) => [w, placesOf(w)]));
  const parents = new Map<Warning, Warning>();
  for (const warning of byTime) {
    const parent = byTime.find((other) => other !== warning && explains(other, warning, places)
      && (isBefore(other, warning) || (other.since <= warning.since + SENSOR_SLACK && !explains(warning, other, places))));
    if (parent) parents.set(warning, parent);
  }
  const roots = new Map(byTime.map((w) => [w, rootOf(w, parents)]));
  const heads = headsBySupply(byTime, roots);
  const related = new Map<Warning, Warning[]>();
  for (const warning of byTime) {
    const own = roots.get(warning)!;
    const root = heads.get(supplyOf(own)) ?? own;
    related.set(root, [...(related.get(root) ?? []), ...(root === warning ? [] : [warning])]);
  }
  return [...related].map(([root, consequences]) => ({ root: { ...root, level: worstOf([root, ...consequences]) }, related: consequences })).sort(byUrgency);
}

const supplyOf = (warning: Warning): string => (isMatter(warning) && warning.suppliedBy ? `${warning.suppliedBy} ${warning.quantity}` : '');

/** By plant and quantity, what stands for all intakes that it feeds. */
function headsBySupply(byTime: readonly Warning[], roots: ReadonlyMap<Warning, Warning>): ReadonlyMap<string, Warning> {
  const heads = new Map<string, Warning>();
  for (const root of [...new Set(roots.values())].sort((a, b) => (isBefore(a, b) ? -1 : 1))) {
    const supply = supplyOf(root);
    if (supply && !heads.has(supply)) heads.set(supply, root);
  }
  for (const warning of byTime) {
    const supply = `${warning.asset} ${warning.quantity}`;
    if (heads.has(supply)) heads.set(supply, roots.get(warning)!);
  }
  return heads;
}

interface Places {
  readonly expected: ReadonlySet<string>;
  readonly passed: ReadonlySet<string>;
}

function placesOf({ asset, path, effects }: Warning): Places {
  return { expected: new Set([asset, ...effects.map((e) => e.asset)]), passed: new Set([...path, ...effects.flatMap((e) => e.path)]) };
}

function explains(cause: Warning, warning: Warning, places: ReadonlyMap<Warning, Places>): boolean {
  const { expected, passed } = places.get(cause)!;
  return expected.has(warning.asset) || (isMatter(cause) === isMatter(warning) && passed.has(warning.asset));
}

const isMatter = ({ kind }: Warning): boolean => kind === 'qualityBreach';

const isBefore = (a: Warning, b: Warning): boolean => a.since < b.since || (a.since === b.since && a.id < b.id);

/** The first cause; of a ring of causes, which only equal clocks can make, the earliest. */
function rootOf(warning: Warning, parents: ReadonlyMap<Warning, Warning>): Warning {
  const seen = new Set<Warning>();
  let at = warning;
  for (let parent = parents.get(at); parent && !seen.has(parent); parent = parents.get(at)) {
    seen.add(at);
    at = parent;
  }
  return parents.has(at) ? [...seen, at].reduce((a, b) => (isBefore(a, b) ? a : b)) : at;
}

/** Worst level first; then what will hit something soonest; then what has lasted longest. */
export function byUrgency(a: Cause, b: Cause): number {
  return levelCode(b.root.level) - levelCode(a.root.level) || nextArrival(a) - nextArrival(b) || a.root.since - b.root.since || (a.root.id < b.root.id ? -1 : 1);
}

function worstOf(all: readonly Warning[]): Level {
  return levels[Math.max(...all.map((w) => levelCode(w.level)))]!;
}

function nextArrival({ root }: Cause): number {
  return root.effects.find((effect) => effect.firstAt > root.knownAt)?.firstAt ?? Number.MAX_SAFE_INTEGER;
}
