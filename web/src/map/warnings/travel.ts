import type { AssetId, Millis } from '../../wire/brands';
import type { Warning } from '../../wire/warnings';
import type { Route } from './route';

/** One stretch that a warning travels, with the time at which it reaches each vertex. World coordinates. */
export interface Leg {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Unix ms, never falling; infinite where no arrival is known. */
  readonly at: readonly number[];
}

/**
 * The stretches from a cause to all that it will reach, none drawn twice: a path that begins like one before it starts where they part.
 * Between places whose times are known, time passes evenly with distance.
 */
export function legsOf(warning: Warning, route: (path: readonly AssetId[]) => Route): readonly Leg[] {
  const known = new Map<AssetId, number>([[warning.asset, warning.since]]);
  for (const effect of warning.effects) known.set(effect.asset, Math.max(effect.firstAt, warning.since));
  const covered = new Set<AssetId>();
  const legs: Leg[] = [];
  for (const path of [warning.path, ...warning.effects.map((effect) => effect.path)]) {
    if (path.length < 2) continue;
    const line = route(path);
    const at = times(path, line, known, warning.since);
    let shared = 0;
    while (shared < path.length && covered.has(path[shared]!)) shared++;
    path.forEach((id, i) => {
      covered.add(id);
      // A path that goes on from here, as one beyond a border does, begins when this one arrives.
      const time = at[line.reached[i]!];
      if (!known.has(id) && time !== undefined && Number.isFinite(time)) known.set(id, time);
    });
    if (shared >= path.length) continue;
    const from = Math.max(0, shared === 0 ? 0 : line.reached[shared - 1]!);
    if (line.x.length - from >= 2) legs.push({ x: line.x.slice(from), y: line.y.slice(from), at: at.slice(from) });
  }
  return legs;
}

/** Where the front is on a leg now: how many vertices it has passed, and the place between that one and the next. */
export function frontOf(leg: Leg, now: Millis): { readonly passed: number; readonly x: number; readonly y: number } {
  let passed = 0;
  while (passed < leg.at.length && leg.at[passed]! <= now) passed++;
  if (passed === 0) return { passed, x: leg.x[0]!, y: leg.y[0]! };
  if (passed === leg.at.length) return { passed, x: leg.x.at(-1)!, y: leg.y.at(-1)! };
  const [before, after] = [leg.at[passed - 1]!, leg.at[passed]!];
  const t = Number.isFinite(after) && after > before ? (now - before) / (after - before) : 0;
  return {
    passed,
    x: leg.x[passed - 1]! + t * (leg.x[passed]! - leg.x[passed - 1]!),
    y: leg.y[passed - 1]! + t * (leg.y[passed]! - leg.y[passed - 1]!),
  };
}

function times(path: readonly AssetId[], line: Route, known: ReadonlyMap<AssetId, number>, since: number): readonly number[] {
  const anchors = new Map<number, number>([[0, known.get(path[0]!) ?? since]]);
  path.forEach((id, i) => {
    const time = known.get(id);
    const vertex = line.reached[i]!;
    // Times that would run backwards come from different runs of the forecast; the later one holds.
    if (time !== undefined && vertex > 0) anchors.set(vertex, Math.max(time, anchors.get(vertex) ?? -Infinity));
  });
  const marks = [...anchors].sort((a, b) => a[0] - b[0]);
  const at = new Array<number>(line.x.length).fill(Infinity);
  let floor = since;
  for (let m = 0; m < marks.length; m++) {
    const [vertex, time] = [marks[m]![0], Math.max(floor, marks[m]![1])];
    if (m > 0) between(line, at, marks[m - 1]![0], vertex, floor, time);
    at[vertex] = floor = time;
  }
  return at;
}

function between(line: Route, at: number[], from: number, to: number, start: number, end: number): void {
  const passed = [0];
  for (let i = from + 1; i <= to; i++) passed.push(passed.at(-1)! + Math.hypot(line.x[i]! - line.x[i - 1]!, line.y[i]! - line.y[i - 1]!));
  const length = passed.at(-1)!;
  for (let i = from + 1; i < to; i++) at[i] = length === 0 ? end : start + ((end - start) * passed[i - from]!) / length;
}
