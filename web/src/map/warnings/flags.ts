import type { Millis } from '../../wire/brands';
import type { Language } from '../contract';
import type { Box } from '../frame/overlay';
import { meet } from '../symbols/place';

/** A small flag at a place that a warning will reach. */
export interface Flag {
  readonly text: string;
  readonly box: Box;
  /** Where its pole stands, px. */
  readonly x: number;
  readonly y: number;
}

export const flagHeight = 20;
const padding = 6;
const lift = 18;

/** `07:42 · 14 min`, and once it is there, since when. Local time, with the date when it is not today. */
export function flagText(firstAt: Millis, now: Millis, language: Language): string {
  const clock = clockText(firstAt, now);
  const zh = language === 'zh';
  if (firstAt <= now) return zh ? `${clock} 已到达` : `${clock} arrived`;
  const minutes = Math.max(1, Math.round((firstAt - now) / 60_000));
  if (minutes < 120) return `${clock} · ${minutes} ${zh ? '分钟' : 'min'}`;
  return `${clock} · ${Math.round(minutes / 60)} ${zh ? '小时' : 'h'}`;
}

export function clockText(at: Millis, now: Millis): string {
  const [then, today] = [new Date(at), new Date(now)];
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  return then.toDateString() === today.toDateString() ? time : `${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`;
}

/** Up and to the right of its place, or on another side where that is taken; null where all are. */
export function placeFlag(text: string, width: number, x: number, y: number, taken: readonly Box[]): Flag | null {
  const w = Math.ceil(width) + 2 * padding;
  const corners: readonly (readonly [number, number])[] = [[x, y - lift - flagHeight], [x - w, y - lift - flagHeight], [x, y + lift], [x - w, y + lift]];
  for (const [left, top] of corners) {
    const box: Box = { x0: Math.round(left), y0: Math.round(top), x1: Math.round(left) + w, y1: Math.round(top) + flagHeight };
    if (!taken.some((other) => meet(other, box))) return { text, box, x, y };
  }
  return null;
}
