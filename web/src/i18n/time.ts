import type { Translate } from './translate';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30 * day;

const two = (n: number): string => String(n).padStart(2, '0');

/** Local time of day as `07:42`; with the date in front where that is not the day of `now`. */
export function timeOfDay(at: number, now: number): string {
  const time = new Date(at);
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return time.toDateString() === new Date(now).toDateString() ? clock : `${monthDay(time, new Date(now))} ${clock}`;
}

/** A label under a time axis, no finer than the stretch of time (ms) that the axis shows: `07:42`, `03-14`, `2019-03`. */
export function axisTime(at: number, stretch: number): string {
  const time = new Date(at);
  if (stretch > 400 * day) return `${time.getFullYear()}-${two(time.getMonth() + 1)}`;
  if (stretch > 2 * day) return `${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

function monthDay(time: Date, now: Date): string {
  const short = `${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return time.getFullYear() === now.getFullYear() ? short : `${time.getFullYear()}-${short}`;
}

/** A date and minute: `2026-11-22 06:40`. */
export function momentText(at: number): string {
  const { date, time } = dateAndTime(at, false);
  return `${date} ${time}`;
}

/** Local `2026-11-22` and `15:41:07`. */
export function dateAndTime(at: number, withSeconds = true): { date: string; time: string; weekday: number } {
  const t = new Date(at);
  const time = `${two(t.getHours())}:${two(t.getMinutes())}`;
  return {
    date: `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`,
    time: withSeconds ? `${time}:${two(t.getSeconds())}` : time,
    weekday: t.getDay(),
  };
}

/** How long ago, in the largest fitting unit: `12 秒前`, `3 分前`; past a month its date. What lies ahead by clock skew reads as just now. */
export function ageText(at: number, now: number, t: Translate): string {
  const age = now - at;
  if (age >= month) return dateAndTime(at).date;
  return age < second ? t('time.justNow') : t('time.ago', { span: spanText(age, t) });
}

/** A length of time in its largest fitting unit, hours with their minutes: `38 秒`, `14 分`, `1 小时 05 分`. */
export function spanText(ms: number, t: Translate): string {
  if (ms < minute) return t('time.seconds', { n: Math.max(0, Math.floor(ms / second)) });
  if (ms < hour) return t('time.minutes', { n: Math.floor(ms / minute) });
  if (ms < day) return t('time.hours', { h: Math.floor(ms / hour), m: two(Math.floor((ms % hour) / minute)) });
  return t('time.days', { n: Math.floor(ms / day) });
}

/** Time left. Seconds are shown only inside the last ten minutes, where they matter. */
export function countdownText(ms: number, t: Translate): string {
  if (ms >= minute && ms < 10 * minute) {
    return t('time.minutesSeconds', { m: Math.floor(ms / minute), s: two(Math.floor((ms % minute) / second)) });
  }
  return spanText(ms, t);
}
