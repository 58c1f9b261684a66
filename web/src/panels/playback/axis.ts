import { levelCode, type Level } from '../../wire/levels';

const minute = 60_000;
const hour = 60 * minute;

/** How far the axis reaches back and ahead of now, ms. What is ahead is left free for what is expected. */
export const backMs = 24 * hour;
export const aheadMs = 2 * hour;

export interface AxisSpan {
  readonly from: number;
  readonly to: number;
  /** Where the scale changes: from here on the hours ahead have {@link aheadShare} of the axis, since they are looked at minute by minute. */
  readonly knee?: number;
}

/** The share of the axis that lies ahead of now. */
export const aheadShare = 0.3;

/** The hours round now; where the moment shown lies before them, as long a span round that. Moves in steps, so that it does not crawl under the pointer. */
export function axisSpan(now: number, shown: number | null): AxisSpan {
  const end = Math.ceil(now / (5 * minute)) * 5 * minute;
  if (shown === null || shown >= end - backMs) return { from: end - backMs, to: end + aheadMs, knee: end };
  const from = Math.floor((shown - backMs / 2) / hour) * hour;
  return { from, to: from + backMs + aheadMs };
}

/** Where a time lies, 0 to 1. */
export function shareOf(at: number, { from, to, knee }: AxisSpan): number {
  if (knee === undefined) return (at - from) / (to - from);
  return at <= knee ? ((at - from) / (knee - from)) * (1 - aheadShare) : 1 - aheadShare + ((at - knee) / (to - knee)) * aheadShare;
}

/** The time at a share, on whole minutes. */
export function timeAt(share: number, { from, to, knee }: AxisSpan): number {
  const at = knee === undefined ? from + share * (to - from)
    : share <= 1 - aheadShare ? from + (share / (1 - aheadShare)) * (knee - from) : knee + ((share - 1 + aheadShare) / aheadShare) * (to - knee);
  return Math.round(at / minute) * minute;
}

export interface HourMark {
  readonly at: number;
  /** Midnight, local. */
  readonly isDay: boolean;
}

/** Local times to be written, as many as there is room for on each side of now. */
export function hourMarks({ from, to, knee }: AxisSpan, width: number): readonly HourMark[] {
  return knee === undefined ? marksWithin(from, to, width)
    : [...marksWithin(from, knee - 1, width * (1 - aheadShare)).filter(({ at }) => shareOf(at, { from, to, knee }) * width < (1 - aheadShare) * width - 48), ...minuteMarks(knee, to, width * aheadShare)];
}

/** Quarters, halves or whole hours after `from`, the first left out where now is written. */
function minuteMarks(from: number, to: number, width: number): readonly HourMark[] {
  const room = Math.max(1, Math.floor(width / 72));
  const every = [15, 30, 60, 120].find((minutes) => (to - from) / (minutes * minute) <= room) ?? 120;
  const marks: HourMark[] = [];
  const at = new Date(from);
  at.setMinutes(0, 0, 0);
  for (; at.getTime() <= to; at.setMinutes(at.getMinutes() + Math.min(every, 60))) {
    const minutes = at.getHours() * 60 + at.getMinutes();
    if (at.getTime() - from >= 12 * minute && minutes % every === 0) marks.push({ at: at.getTime(), isDay: minutes === 0 });
  }
  return marks;
}

function marksWithin(from: number, to: number, width: number): readonly HourMark[] {
  const room = Math.max(1, Math.floor(width / 72));
  const every = [1, 2, 3, 6, 12, 24].find((h) => (to - from) / hour / h <= room) ?? 24;
  const marks: HourMark[] = [];
  const at = new Date(from);
  at.setMinutes(0, 0, 0);
  for (; at.getTime() <= to; at.setHours(at.getHours() + 1)) {
    if (at.getTime() >= from && at.getHours() % every === 0) marks.push({ at: at.getTime(), isDay: at.getHours() === 0 });
  }
  return marks;
}

/** What the axis needs to know of a warning. */
export interface TimedWarning {
  readonly id: string;
  readonly level: Level;
  readonly since: number;
}

export interface WarningTick {
  /** The gravest of those that began here. */
  readonly worst: TimedWarning;
  readonly count: number;
}

/** Beginnings of warnings, those that would lie on one another gathered under the gravest. */
export function warningTicks(warnings: readonly TimedWarning[], span: AxisSpan, width: number): readonly WarningTick[] {
  const places = new Map<number, { worst: TimedWarning; count: number }>();
  for (const warning of warnings) {
    if (warning.since < span.from || warning.since > span.to) continue;
    const place = Math.floor((shareOf(warning.since, span) * width) / 12);
    const there = places.get(place);
    if (!there) places.set(place, { worst: warning, count: 1 });
    else {
      there.count++;
      if (levelCode(warning.level) > levelCode(there.worst.level)) there.worst = warning;
    }
  }
  return [...places.values()].sort((a, b) => a.worst.since - b.worst.since);
}
