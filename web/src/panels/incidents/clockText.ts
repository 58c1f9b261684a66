import type { BindingClock } from '../../wire/incidents';

const two = (n: number): string => String(n).padStart(2, '0');

/** A stretch of time (ms) as a clock shows it: `07:42`, `1:07:42`; never negative. */
export function clockFigure(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const [h, m] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${two(m)}:${two(s % 60)}`;
}

export type ClockState = 'running' | 'near' | 'lapsed' | 'kept' | 'late';

/** Of a clock at a moment of wall time. One that was stopped after its time was late, whatever was noted of it. */
export function clockState({ dueAt, warnAt, stoppedAt, lapsedAt }: Pick<BindingClock, 'dueAt' | 'warnAt' | 'stoppedAt' | 'lapsedAt'>, now: number): ClockState {
  if (stoppedAt !== null) return stoppedAt > dueAt ? 'late' : 'kept';
  if (lapsedAt !== null || now >= dueAt) return 'lapsed';
  return warnAt !== null && now >= warnAt ? 'near' : 'running';
}

/** What is left of a clock, 1 at its start and 0 when due. */
export function shareLeft({ startedAt, dueAt }: Pick<BindingClock, 'startedAt' | 'dueAt'>, now: number): number {
  return dueAt <= startedAt ? 0 : Math.min(1, Math.max(0, (dueAt - now) / (dueAt - startedAt)));
}

/** Running ones by when they lapse, lapsed ones before them. */
export function clocksInOrder<T extends BindingClock>(clocks: readonly T[]): { readonly running: readonly T[]; readonly stopped: readonly T[] } {
  const byDue = [...clocks].sort((a, b) => a.dueAt - b.dueAt);
  return { running: byDue.filter((c) => c.stoppedAt === null), stopped: byDue.filter((c) => c.stoppedAt !== null) };
}
