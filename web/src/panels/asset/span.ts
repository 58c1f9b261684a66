/** How long a stretch of time a chart shows; `own` is from one date to another, `all` whatever there is. */
export const spans = ['hours', 'day', 'week', 'month', 'year', 'all', 'own'] as const;
export type Span = (typeof spans)[number];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const lengths: Partial<Record<Span, number>> = { hours: 6 * hour, day, week: 7 * day, month: 31 * day, year: 366 * day };

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The stretch of a span that ends now; or with the newest reading, where all of the stretch lies after it.
 * `all` begins in 1970: the answer says where there is something.
 */
export function stretchOf(span: Exclude<Span, 'own'>, now: number, newest: number): Stretch {
  if (span === 'all') return { from: 0, to: Math.max(now, newest + minute) };
  const length = lengths[span]!;
  const to = newest < now - length ? newest + minute : now;
  return { from: to - length, to };
}

/** Local days, both included: `2019-01-01` to `2019-12-31`. Null where one is no date or they are the wrong way round. */
export function stretchOfDays(first: string, last: string): Stretch | null {
  const from = Date.parse(`${first}T00:00:00`);
  const to = new Date(`${last}T00:00:00`);
  to.setDate(to.getDate() + 1);
  return from < to.getTime() ? { from, to: to.getTime() } : null;
}

const steps = [second, 10 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 28 * day];

/** The least usual step (ms) that makes at most `points` of a stretch. */
export function stepOf({ from, to }: Stretch, points: number): number {
  return steps.find((step) => (to - from) / step <= points) ?? steps[steps.length - 1]!;
}
