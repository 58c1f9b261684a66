/** One point of a line: Unix ms and a value; null breaks the line. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number | null;
}

export interface ChartLine {
  readonly points: readonly ChartPoint[];
  /** `measured`: solid; `expected`: dashed; `issued`: thin, one of several; `other`: what it is compared with. */
  readonly look: 'measured' | 'expected' | 'issued' | 'other';
  /** For the read-out; lines without a name are left out of it. */
  readonly name?: string;
}

export interface ChartBand {
  readonly times: readonly number[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly max: number;
  readonly width: number;
  readonly height: number;
}

/** The height of a chart: all that is drawn, with a limit where it is not far off, a little air, and never a flat line blown up. */
export function extent(lines: readonly ChartLine[], bands: readonly ChartBand[], limits: readonly number[] = []): { readonly min: number; readonly max: number } {
  let [low, high] = [Infinity, -Infinity];
  const take = (value: number | null) => { if (value !== null) { low = Math.min(low, value); high = Math.max(high, value); } };
  for (const line of lines) for (const { value } of line.points) take(value);
  for (const band of bands) { band.low.forEach(take); band.high.forEach(take); }
  if (low > high) return { min: 0, max: 1 };
  const reach = Math.max(high - low, Math.abs(high) * 0.2);
  for (const limit of limits) if (limit - high <= 4 * reach && low - limit <= 4 * reach) take(limit);
  const air = Math.max((high - low) * 0.08, Math.abs(high) * 0.04, 1e-6);
  return { min: low >= 0 ? Math.max(0, low - air) : low - air, max: high + air };
}

export const xOf = (at: number, { from, to, width }: Scale): number => round(((at - from) / (to - from)) * width);
export const yOf = (value: number, { min, max, height }: Scale): number => round(height - ((value - min) / (max - min)) * height);

/** An SVG path; breaks at null and where points lie further apart than `gap` ms. */
export function linePath(points: readonly ChartPoint[], scale: Scale, gap = Infinity): string {
  let path = '';
  let before: number | null = null;
  for (const { at, value } of points) {
    if (value === null) { before = null; continue; }
    path += `${before === null || at - before > gap ? 'M' : 'L'}${xOf(at, scale)} ${yOf(value, scale)}`;
    before = at;
  }
  return path;
}

/** A closed area between two edges; a gap in either splits it. */
export function bandPath({ times, low, high }: ChartBand, scale: Scale): string {
  let path = '';
  for (let start = 0; start < times.length;) {
    while (start < times.length && (low[start] ?? null) === null) start++;
    let end = start;
    while (end < times.length && (low[end] ?? null) !== null && (high[end] ?? null) !== null) end++;
    if (end - start > 1) {
      const upper = times.slice(start, end).map((at, i) => `${xOf(at, scale)} ${yOf(high[start + i]!, scale)}`);
      const lower = times.slice(start, end).map((at, i) => `${xOf(at, scale)} ${yOf(low[start + i]!, scale)}`).reverse();
      path += `M${upper.join('L')}L${lower.join('L')}Z`;
    }
    start = Math.max(end, start + 1);
  }
  return path;
}

/** Round values across a range, about `count` of them. */
export function ticks(min: number, max: number, count: number): readonly number[] {
  const rough = (max - min) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough;
  const result: number[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) result.push(Number((i * step).toPrecision(12)));
  return result;
}

/** Times of day on round local times, about as many as there is room for. */
export function timeTicks(from: number, to: number, width: number): readonly number[] {
  const minute = 60_000;
  const room = Math.max(2, Math.floor(width / 64));
  const step = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080].map((n) => n * minute).find((n) => (to - from) / n <= room) ?? 7 * 1440 * minute;
  const offset = new Date(from).getTimezoneOffset() * minute;
  const result: number[] = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) result.push(at);
  return result;
}

/** The value of a line at a moment: between two of its points in proportion, null outside of them or in a gap. */
export function valueAt(points: readonly ChartPoint[], at: number): number | null {
  let low = 0;
  let high = points.length - 1;
  if (high < 0 || at < points[0]!.at || at > points[high]!.at) return null;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]!.at <= at) low = middle;
    else high = middle;
  }
  const [a, b] = [points[low]!, points[high]!];
  if (a.value === null || b.value === null) return a.at === at ? a.value : null;
  return a.at === b.at ? b.value : a.value + ((at - a.at) / (b.at - a.at)) * (b.value - a.value);
}

/** Columns of the wire as points. */
export const pointsOf = (times: readonly number[], values: readonly (number | null)[]): readonly ChartPoint[] => times.map((at, i) => ({ at, value: values[i] ?? null }));

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
