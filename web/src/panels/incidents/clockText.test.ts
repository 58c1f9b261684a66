import { describe, expect, it } from 'vitest';
import { millis } from '../../wire/brands';
import { clockFigure, clockState, shareLeft } from './clockText';

const clock = (stopped: number | null, lapsed: number | null = null) => ({ startedAt: millis(0), warnAt: millis(80), dueAt: millis(100), stoppedAt: stopped === null ? null : millis(stopped), lapsedAt: lapsed === null ? null : millis(lapsed) });

describe('a clock that binds people', () => {
  it.each([[79, 'running'], [80, 'near'], [99, 'near'], [100, 'lapsed']])('at %i is %s', (now, state) => expect(clockState(clock(null), now)).toBe(state));
  it('that the server says has lapsed has lapsed, whatever this machine’s time', () => expect(clockState(clock(null, 100), 50)).toBe('lapsed'));
  it.each([[100, 'kept'], [101, 'late']])('stopped at %i was %s', (stopped, state) => expect(clockState(clock(stopped), 999)).toBe(state));
  it.each([[0, 1], [50, 0.5], [100, 0], [500, 0], [-10, 1]])('at %i has %d of its time left', (now, share) => expect(shareLeft(clock(null), now)).toBe(share));
  it.each([[0, '00:00'], [-5, '00:00'], [462_000, '07:42'], [4_062_999, '1:07:42']])('shows %i ms as %s', (ms, text) => expect(clockFigure(ms)).toBe(text));
});
