/** One point of a series: Unix ms and a value in its canonical unit. */
export interface SeriesPoint {
  readonly at: number;
  readonly value: number;
  /** Why it is doubtful; absent where it is not. */
  readonly mark?: string;
}

export interface SparklineShape {
  /** An SVG path; a gap in the data is a gap in the line. */
  readonly path: string;
  /** Height of the limit line, or null where there is none in view. */
  readonly limitY: number | null;
  readonly last: { readonly x: number; readonly y: number } | null;
  /** Doubtful points, drawn hollow. */
  readonly marked: readonly { readonly x: number; readonly y: number }[];
  readonly min: number;
  readonly max: number;
}

/** Points this many usual steps apart have a gap between them. */
const gapFactor = 4;
/** How far above what was measured a limit may lie and still be drawn, in spans of the data; further off it would only flatten the line. */
const limitReach = 5;
/** The least that the height stands for, as a share of the value, so that a sensor's noise looks like noise. */
const leastSpan = 0.25;

/** Fits a series into a box of the given size. Points out of `[from, to]` are left out. */
export function sparkline(points: readonly SeriesPoint[], from: number, to: number, width: number, height: number, limit: number | null = null): SparklineShape {
  const shown = points.filter((p) => p.at >= from && p.at <= to);
  if (shown.length === 0) return { path: '', limitY: null, last: null, marked: [], min: NaN, max: NaN };
  const min = Math.min(...shown.map((p) => p.value));
  const max = Math.max(...shown.map((p) => p.value));
  const nearLimit = isNear(limit, min, max);
  const low = nearLimit ? Math.min(min, limit) : min;
  const high = nearLimit ? Math.max(max, limit) : max;
  const middle = (low + high) / 2;
  const half = Math.max((high - low) * 0.56, (Math.abs(high) * leastSpan) / 2, 1e-9);
  const x = (at: number) => round(((at - from) / (to - from)) * width);
  const y = (value: number) => round(height / 2 - ((value - middle) / (2 * half)) * height);
  const gap = gapFactor * medianStep(shown);
  const path = shown.map((p, i) => `${i === 0 || p.at - shown[i - 1]!.at > gap ? 'M' : 'L'}${x(p.at)} ${y(p.value)}`).join('');
  const last = shown[shown.length - 1]!;
  return { path, limitY: nearLimit ? y(limit) : null, last: { x: x(last.at), y: y(last.value) }, marked: shown.filter((p) => p.mark).map((p) => ({ x: x(p.at), y: y(p.value) })), min, max };
}

/** Whether a limit is worth its room beside data between `min` and `max`. */
export function isNear(limit: number | null, min: number, max: number): limit is number {
  return limit !== null && limit > 0 && Math.abs(limit - max) <= limitReach * Math.max(max - min, Math.abs(max) * 0.2);
}

/** The points with an empty one wherever data are missing, so that a line breaks there. */
export function withGaps(points: readonly SeriesPoint[]): readonly { readonly at: number; readonly value: number | null }[] {
  const gap = gapFactor * medianStep(points);
  return points.flatMap((p, i) => (i > 0 && p.at - points[i - 1]!.at > gap ? [{ at: points[i - 1]!.at + 1, value: null }, p] : [p]));
}

function medianStep(points: readonly SeriesPoint[]): number {
  const steps = points.slice(1).map((p, i) => p.at - points[i]!.at).sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? Infinity;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
