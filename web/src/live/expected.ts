import type { Geometry } from '../wire/geometry';
import type { Millis } from '../wire/brands';
import type { Frames } from '../wire/forecastFrames';
import { LiveNetwork } from './network';

/** Added to a difference, so that it is never taken for "no fill". The same as the map's `noDifference`. */
const differenceZero = 2_000;

/** A network as a run expects it: the same fold as the live one, painted from frames that lie minutes apart. */
export class ExpectedNetwork {
  readonly network: LiveNetwork;
  private fill = new Int16Array(0);
  private state = new Uint8Array(0);
  private zeros = { quantity: new Uint16Array(0), value: new Float64Array(0) };
  private painted: Frames | null = null;

  constructor(readonly geometry: Geometry) {
    this.network = new LiveNetwork(geometry);
  }

  /** Paints one moment: fill in proportion between two frames, levels of the nearer one. Before the first and after the last, those. */
  paint(frames: Frames, at: Millis, base: Frames | null = null): void {
    this.begin(frames, at);
    const { i, j, share } = between(frames.times, at);
    fillAt(frames, i, j, share, this.fill);
    this.state.set(base === null ? frames.level[share < 0.5 ? i : j]! : new Uint8Array(frames.key.length));
    if (base !== null) this.subtract(frames, base, at);
    this.network.apply({ at, key: frames.key, state: this.state, ...this.zeros, fill: this.fill });
  }

  /** Other frames may tell of other assets: what they leave out has no state. */
  private begin(frames: Frames, at: Millis): void {
    if (this.painted === frames) return;
    this.painted = frames;
    const n = frames.key.length;
    this.fill = new Int16Array(n);
    this.state = new Uint8Array(n);
    this.zeros = { quantity: new Uint16Array(n), value: new Float64Array(n) };
    const nothing = { at, key: new Uint32Array(0), state: new Uint8Array(0), quantity: new Uint16Array(0), value: new Float64Array(0), fill: new Int16Array(0) };
    this.network.applySnapshot(nothing, this.network.askSnapshot());
  }

  private subtract(frames: Frames, base: Frames, at: Millis): void {
    const { i, j, share } = between(base.times, at);
    const other = new Int16Array(base.key.length);
    fillAt(base, i, j, share, other);
    const places = base.key.length === frames.key.length && base.key.every((key, k) => key === frames.key[k]) ? null : new Map(Array.from(base.key, (key, k) => [key, k] as const));
    for (let k = 0; k < this.fill.length; k++) {
      const place = places === null ? k : places.get(frames.key[k]!);
      const before = place === undefined ? -1 : other[place]!;
      const after = this.fill[k]!;
      this.fill[k] = before < 0 || after < 0 ? -1 : Math.max(0, differenceZero + after - before);
    }
  }
}

/** The frames round a moment and how far it lies between them, 0 to 1. */
export function between(times: readonly number[], at: number): { readonly i: number; readonly j: number; readonly share: number } {
  const last = times.length - 1;
  if (at <= times[0]!) return { i: 0, j: 0, share: 0 };
  if (at >= times[last]!) return { i: last, j: last, share: 0 };
  let j = 1;
  while (times[j]! < at) j++;
  return { i: j - 1, j, share: (at - times[j - 1]!) / (times[j]! - times[j - 1]!) };
}

function fillAt({ fill }: Frames, i: number, j: number, share: number, into: Int16Array): void {
  const [a, b] = [fill[i]!, fill[j]!];
  for (let k = 0; k < into.length; k++) {
    const [before, after] = [a[k]!, b[k]!];
    into[k] = before < 0 || after < 0 ? (share < 0.5 ? before : after) : Math.round(before + share * (after - before));
  }
}

/** When two runs differ most: the time with the largest sum of differences; null where they do not differ. */
export function mostDifferent(frames: Frames, base: Frames): Millis | null {
  let [best, bestAt]: [number, Millis | null] = [0, null];
  const other = new Int16Array(base.key.length);
  frames.times.forEach((at, t) => {
    const { i, j, share } = between(base.times, at);
    fillAt(base, i, j, share, other);
    let sum = 0;
    const n = Math.min(other.length, frames.key.length);
    for (let k = 0; k < n; k++) if (frames.key[k] === base.key[k] && frames.fill[t]![k]! >= 0 && other[k]! >= 0) sum += Math.abs(frames.fill[t]![k]! - other[k]!);
    if (sum > best) [best, bestAt] = [sum, at];
  });
  return bestAt;
}
