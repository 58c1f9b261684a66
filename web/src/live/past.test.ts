import { describe, expect, it } from 'vitest';
import { geometryOf } from '../testing/geometry';
import { warningOf } from '../testing/warning';
import { millis } from '../wire/brands';
import type { Chunk, Frame, Span } from '../wire/playback';
import { LiveNetwork } from './network';
import { PastFeed, type PastApi } from './past';
import { levelAt } from './state';

const geometry = geometryOf([{ at: [0, 0] }, { at: [1, 0] }]);
const row = (at: number, level: number) => ({
  at: millis(at), key: Uint32Array.of(1), state: Uint8Array.of(level), quantity: Uint16Array.of(1), value: Float64Array.of(at), fill: Int16Array.of(-1),
});
const frame = (at: number, level: number, ...warnings: Frame['warnings'][number][]): Frame => ({ ...row(at, level), warnings });

/** A server whose history is a frame every second, of level 1, and what a test answers differently. */
function past(answer: (span: Span) => Partial<Chunk> = () => ({})) {
  const asked: Span[] = [];
  const api: PastApi = {
    state: async () => ({ seq: 0, ...row(1000, 2) }),
    warnings: async ({ open }) => ({ items: open === true ? [warningOf({ id: 'old' })] : [], next: null }),
    playback: async (_, span) => {
      asked.push(span);
      const frames: Frame[] = [];
      for (let at = span.from + span.stepSeconds * 1000; at <= span.to; at += span.stepSeconds * 1000) frames.push(frame(at, 1));
      return { network: 'town', revision: 1, from: span.from, to: span.to, frames, ...answer(span) };
    },
  };
  return { api, asked, open: () => PastFeed.at(api, new LiveNetwork(geometry), millis(1000), new AbortController().signal) };
}

describe('the past', () => {
  it('begins with the state and the warnings of a moment, and goes on frame by frame', async () => {
    const { open } = past(({ from, to }) => ({ frames: [frame(from + 1000, 3, warningOf({ id: 'old', version: 2, endedAt: millis(1500) })), frame(to, 1)] }));
    const feed = await open();
    expect([levelAt(feed.network.state, 0), feed.warnings.get('old')?.endedAt]).toEqual([2, null]);
    expect(feed.next()).toBe(false);
    await feed.readAhead(1, millis(60_000));
    expect(feed.next()).toBe(true);
    expect([feed.at, levelAt(feed.network.state, 0), feed.warnings.get('old')?.endedAt]).toEqual([2000, 3, 1500]);
  });

  it('reads no more than two chunks ahead, each from where the last one ended, and nothing that is not past yet', async () => {
    const { asked, open } = past();
    const feed = await open();
    for (let i = 0; i < 5; i++) await feed.readAhead(1, millis(600_000));
    expect(asked.map((s) => [s.from, s.to])).toEqual([[1000, 21_000], [21_000, 41_000]]);
    const near = await past().open();
    await near.readAhead(60, millis(30_000));
    expect(near.next()).toBe(false);
  });

  it('drops what was on its way when the step changes', async () => {
    const { asked, open } = past();
    const feed = await open();
    const reading = feed.readAhead(1, millis(600_000));
    feed.forgetAhead();
    await reading;
    expect(feed.next()).toBe(false);
    await feed.readAhead(60, millis(6_000_000));
    expect(asked[1]).toMatchObject({ from: 1000, stepSeconds: 60 });
    expect([feed.next(), feed.at]).toEqual([true, 61_000]);
  });

  it('ends where another revision of the network begins', async () => {
    const feed = await past(({ from }) => ({ to: from, frames: [] })).open();
    await feed.readAhead(1, millis(600_000));
    expect(feed.isAtEnd).toBe(true);
  });
});
