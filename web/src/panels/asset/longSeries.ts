import type { Api } from '../../wire/api';
import { search } from '../../wire/api';
import type { AssetId, Millis } from '../../wire/brands';
import type { HttpOptions } from '../../wire/http';
import { instant, list, nullable, number, shape, text } from '../../wire/parse';
import { stepOf, type Stretch } from './span';
import type { SeriesPoint } from './sparkline';

const answer = shape({ items: list(shape({ at: instant, value: nullable(number), quality: text })), next: nullable(text), dropped: nullable(shape({ kept: text })) });
/** So many readings are drawn one by one, marks and all. */
const mostReadings = 2000;
/** More are thinned to at most so many means. */
const mostMeans = 500;
/** Where a stretch without bounds begins, it is asked for by days; fifty years of them. */
const mostDays = 20_000;
const hour = 3_600_000;
const day = 24 * hour;

export interface LongSeries extends Stretch {
  readonly points: readonly SeriesPoint[];
  /** ms between the means; 0 where the points are readings. */
  readonly step: number;
  /** What is left of readings that were dropped; null where none were. */
  readonly dropped: string | null;
}

/** A quantity over any stretch: its readings where they are few, else means. Without bounds it begins and ends with what there is. */
export async function readLongSeries(api: Api, asset: AssetId, quantity: string, stretch: Stretch, options?: HttpOptions, asOf: Millis | null = null): Promise<LongSeries> {
  const ask = (from: number, to: number, more: Record<string, string | number>) =>
    api.http.get(`/assets/${encodeURIComponent(asset)}/readings${search({ quantity, from: new Date(from).toISOString(), to: new Date(to).toISOString(), asOf, ...more })}`, answer, options);
  const readings = await ask(stretch.from, stretch.to, { limit: mostReadings });
  const isWhole = readings.next === null && readings.dropped === null;
  if (isWhole) return done(readings.items, stretch, 0, null);

  let { from, to } = stretch;
  if (from === 0) {
    const days = await ask(from, to, { every: '1d', limit: mostDays });
    from = days.items[0]?.at ?? from;
    to = Math.min(to, (days.items[days.items.length - 1]?.at ?? to) + day);
  }
  // Of what was dropped sums by hours are left, so nothing finer.
  const step = Math.max(stepOf({ from, to }, mostMeans), readings.dropped ? hour : 0);
  const means = await ask(Math.floor(from / step) * step, to, { every: `${step / 1000}s`, as: 'mean', limit: mostReadings });
  return done(means.items, { from, to }, step, readings.dropped?.kept ?? null);
}

function done(items: readonly { at: Millis; value: number | null; quality: string }[], stretch: Stretch, step: number, dropped: string | null): LongSeries {
  const points = items.flatMap(({ at, value, quality }) => (value === null ? [] : [quality === 'good' ? { at, value } : { at, value, mark: quality }]));
  const from = stretch.from === 0 ? (points[0]?.at ?? 0) : stretch.from;
  const to = stretch.from === 0 ? (points[points.length - 1]?.at ?? stretch.to) : stretch.to;
  return { points, from, to: Math.max(to, from + 1), step, dropped };
}
