import type { Rain } from '../../../wire/forecastRain';

/** One interval of rain, mm/h; `low` and `high` where it is expected. */
export interface RainBar {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Fallen and expected rain one after the other; gaps stay gaps. */
export function barsOf(rain: Rain): readonly RainBar[] {
  const step = rain.everySeconds * 1000;
  const past = rain.past.times.map((at, i) => ({ from: at, to: at + step, value: rain.past.mmPerHour[i] ?? 0, low: null, high: null }));
  return [...past, ...rain.ahead.times.map((at, i) => ({ from: at, to: at + step, value: rain.ahead.p50[i] ?? 0, low: rain.ahead.p10[i] ?? null, high: rain.ahead.p90[i] ?? null }))];
}

/** The top of the axis: a round number over all that is drawn, never less than a drizzle. */
export function topOf(bars: readonly RainBar[]): number {
  const most = bars.reduce((top, bar) => Math.max(top, bar.value, bar.high ?? 0), 0);
  return [2, 5, 10, 20, 30, 50, 80, 120, 200, 300, 500].find((top) => top >= most) ?? Math.ceil(most / 100) * 100;
}

/** mm between two times. */
export const depthOf = (bars: readonly RainBar[], from: number, to: number): number =>
  bars.reduce((sum, bar) => sum + (bar.value * Math.max(0, Math.min(to, bar.to) - Math.max(from, bar.from))) / 3_600_000, 0);

/** What a person typed into a field of rain: mm/h, null where it is none. */
export function rateOf(typed: string | number): number | null {
  const value = typeof typed === 'number' ? typed : typed.trim() === '' ? 0 : Number(typed);
  return Number.isFinite(value) && value >= 0 && value <= 500 ? value : null;
}
