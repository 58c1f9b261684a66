import { beforeEach, describe, expect, it, vi } from 'vitest';
import { geometryOf } from '../testing/geometry';
import { warningOf } from '../testing/warning';
import type { Api } from '../wire/api';
import { millis } from '../wire/brands';
import type { HubEvents } from '../wire/hub';
import type { StateColumns } from '../wire/live';
import { CityFeed } from './feed';
import { LiveNetwork } from './network';
import { levelAt } from './state';

const columns = (key: number, state: number): StateColumns => ({
  at: millis(1), key: Uint32Array.of(key), state: Uint8Array.of(state), quantity: Uint16Array.of(1), value: Float64Array.of(1), fill: Int16Array.of(-1),
});
const settle = () => new Promise((done) => setTimeout(done));

describe('the feed', () => {
  let hub: HubEvents;
  let live: LiveNetwork;
  const state = vi.fn<Api['state']>();
  const warnings = vi.fn<Api['warnings']>();
  const events = { link: vi.fn(), clock: vi.fn(), warnings: vi.fn(), caughtUp: vi.fn(), trouble: vi.fn() };

  beforeEach(() => {
    vi.clearAllMocks();
    state.mockResolvedValue({ seq: 0, ...columns(1, 2) });
    warnings.mockResolvedValue({ items: [], next: null });
    live = new LiveNetwork(geometryOf([{ at: [0, 0] }, { at: [1, 0] }]));
    const feed = new CityFeed({ state, warnings } as unknown as Api, events, (given) => {
      hub = given;
      return { start: async () => {}, look: async () => {}, stop: async () => {} };
    });
    feed.show(live);
  });

  const join = (seq: number, fresh: boolean) => hub.joined({ at: millis(1), groups: [{ group: 'g', seq }] }, fresh);
  const change = (prev: number, seq: number, key: number, bits: number) => hub.changes({ group: 'g', prev, seq, ...columns(key, bits) });

  it('takes a snapshot and the open warnings on a new connection', async () => {
    join(4, true);
    await settle();
    expect([levelAt(live.state, 0), state.mock.calls.length, warnings.mock.calls.length, events.caughtUp.mock.calls.length]).toEqual([2, 1, 1, 1]);
  });

  it('follows changes without asking again, and asks after a gap', async () => {
    join(4, true);
    await settle();
    change(4, 5, 1, 3);
    change(5, 6, 2, 1);
    await settle();
    expect([levelAt(live.state, 0), levelAt(live.state, 1), state.mock.calls.length]).toEqual([3, 1, 1]);
    change(7, 8, 2, 4);
    await settle();
    expect(state).toHaveBeenCalledTimes(2);
  });

  it('drops a batch that it has had', async () => {
    join(4, true);
    await settle();
    change(3, 4, 1, 4);
    expect(levelAt(live.state, 0)).toBe(2);
  });

  it('asks once more, not once for each, when gaps come while it is catching up', async () => {
    join(4, true);
    for (let seq = 10; seq < 20; seq += 2) change(seq - 1, seq, 2, 1);
    await settle();
    expect(state).toHaveBeenCalledTimes(2);
  });

  it('reads all pages of open warnings', async () => {
    warnings.mockResolvedValueOnce({ items: [warningOf({ id: 'a' })], next: 'c' }).mockResolvedValueOnce({ items: [warningOf({ id: 'b' })], next: null });
    join(4, true);
    await settle();
    expect([...events.warnings.mock.lastCall![0].keys()]).toEqual(['a', 'b']);
  });

  it('asks for the open warnings when their numbers have a gap', async () => {
    hub.warnings({ seq: 1, at: millis(1), upserts: [] });
    hub.warnings({ seq: 2, at: millis(1), upserts: [warningOf()] });
    expect([warnings.mock.calls.length, events.warnings.mock.calls.length]).toEqual([0, 1]);
    hub.warnings({ seq: 4, at: millis(1), upserts: [] });
    await settle();
    expect(warnings).toHaveBeenCalledTimes(1);
  });

  it('lets a server that counts from the beginning again be heard', async () => {
    join(400, true);
    await settle();
    join(1, true);
    await settle();
    change(1, 2, 1, 4);
    expect(levelAt(live.state, 0)).toBe(4);
  });

  it('makes everything look old when the connection is lost, and new again when it is back', () => {
    hub.link('reconnecting');
    expect(live.isOutOfTouch).toBe(false);
    hub.link('lost');
    expect(live.isOutOfTouch).toBe(true);
    hub.link('live');
    expect(live.isOutOfTouch).toBe(false);
  });

  it('tries again after a catch-up that failed', async () => {
    vi.useFakeTimers();
    state.mockRejectedValueOnce(new Error('away'));
    join(4, true);
    await vi.advanceTimersByTimeAsync(0);
    expect(events.trouble).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect([state.mock.calls.length, levelAt(live.state, 0)]).toEqual([2, 2]);
  });
});
