import { describe, expect, it } from 'vitest';
import { seeded } from '../testing/seeded';
import { geometryOf } from '../testing/geometry';
import { millis } from '../wire/brands';
import type { StateColumns } from '../wire/live';
import { LiveNetwork } from './network';
import { Rows } from './rows';
import { emptyState, foldChanges, foldSnapshot, isStaleAt, levelAt, readingAt } from './state';

const geometry = geometryOf(Array.from({ length: 12 }, (_, i) => ({ at: [i, 0] as const })), [{ ends: [0, 1] }, { ends: [1, 2] }]);
const rows = new Rows(geometry);

type Change = readonly [key: number, state: number, value: number];
const columns = (at: number, ...changes: readonly Change[]): StateColumns => ({
  at: millis(at),
  key: Uint32Array.from(changes, (c) => c[0]),
  state: Uint8Array.from(changes, (c) => c[1]),
  quantity: new Uint16Array(changes.length).fill(1),
  value: Float64Array.from(changes, (c) => c[2]),
  fill: new Int16Array(changes.length).fill(-1),
});

describe('rows', () => {
  it('go over nodes, then links, and find their keys again', () => {
    expect(Array.from({ length: rows.count }, (_, i) => rows.ofKey(rows.keyOf(i as never)))).toEqual(Array.from({ length: 14 }, (_, i) => i));
    expect([rows.ofKey(0), rows.ofKey(15), rows.ofKey(4_000_000_000)]).toEqual([-1, -1, -1]);
  });

  it('are found also where keys lie far apart', () => {
    const far = new Rows({ ...geometry, linkKey: Uint32Array.of(7_000_000, 4_000_000_000) });
    expect([far.ofKey(1), far.ofKey(4_000_000_000), far.ofKey(2_000_000)]).toEqual([0, 13, -1]);
  });
});

describe('the fold', () => {
  it('comes to the same state in whatever order versions arrive', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed);
      const batches = Array.from({ length: 20 }, (_, i) => ({
        version: i,
        whole: random() < 0.15,
        columns: columns(i, ...distinct(random).map((key): Change => [key, Math.floor(random() * 64), Math.floor(random() * 9)])),
      }));
      const inOrder = foldAll(batches);
      const shuffled = [...batches].map((b) => [random(), b] as const).sort((a, b) => a[0] - b[0]).map(([, b]) => b);
      // But for since when: what an older change would have told of a row is not asked for after a snapshot has settled it.
      expect({ ...foldAll(shuffled), at: null }, `seed ${seed}`).toEqual({ ...inOrder, at: null });
    }
  });

  it('tells each row that looks different, and no other', () => {
    const state = emptyState(rows.count);
    const changed: number[] = [];
    foldChanges(state, rows, columns(1, [3, 4, 1], [99, 4, 1]), 1, (row) => changed.push(row));
    foldChanges(state, rows, columns(2, [3, 4, 1], [4, 0, 7]), 2, (row) => changed.push(row));
    expect(changed).toEqual([2, 3]);
    expect(state.at[2]).toBe(2);
  });

  it('clears what a snapshot does not name, but not what is newer', () => {
    const state = emptyState(rows.count);
    const none = () => {};
    foldChanges(state, rows, columns(1, [1, 4, 5], [2, 3, 5]), 1, none);
    foldChanges(state, rows, columns(3, [2, 2, 6]), 3, none);
    foldSnapshot(state, rows, columns(2, [3, 8, 1]), 2, none);
    expect([levelAt(state, 0), levelAt(state, 1), isStaleAt(state, 2)]).toEqual([0, 2, true]);
    expect([readingAt(state, 0 as never), readingAt(state, 1 as never)?.value]).toEqual([null, 6]);
  });

  it('knows since when a change holds, and of a snapshot only that it holds', () => {
    const state = emptyState(rows.count);
    const none = () => {};
    const at = (row: number) => readingAt(state, row as never)?.at;
    foldChanges(state, rows, columns(1, [1, 0, 5]), 1, none);
    foldSnapshot(state, rows, columns(9, [1, 0, 5], [2, 0, 6]), 1, none);
    expect([at(0), at(1)]).toEqual([1, null]);
    foldChanges(state, rows, columns(12, [2, 0, 6]), 2, none);
    expect(at(1)).toBe(12);
  });
});

describe('a live network', () => {
  it('keeps a change that came after its snapshot was asked for', () => {
    const live = new LiveNetwork(geometry);
    live.apply(columns(1, [1, 1, 1], [2, 1, 1]));
    const asked = live.askSnapshot();
    live.apply(columns(3, [1, 4, 9]));
    live.applySnapshot(columns(2, [1, 2, 5], [2, 2, 5]), asked);
    expect([levelAt(live.state, 0), levelAt(live.state, 1)]).toEqual([4, 2]);
  });

  it('logs each changed row once between drains, for every log', () => {
    const live = new LiveNetwork(geometry);
    let first = 0;
    const a = live.openLog(() => first++);
    const b = live.openLog();
    live.apply(columns(1, [1, 1, 1], [2, 1, 1]));
    live.apply(columns(2, [1, 2, 2]));
    expect([[...a.drain()], a.size, first]).toEqual([[0, 1], 0, 1]);
    live.apply(columns(3, [5, 1, 1]));
    expect([[...a.drain()], [...b.drain()], first]).toEqual([[4], [0, 1, 4], 2]);
  });

  it('shows everything that was heard anew when it goes out of touch', () => {
    const live = new LiveNetwork(geometry);
    live.apply(columns(1, [4, 0, 1]));
    const log = live.openLog();
    live.setOutOfTouch(true);
    live.setOutOfTouch(true);
    expect([...log.drain()]).toEqual([3]);
  });
});

function distinct(random: () => number): number[] {
  return [...new Set(Array.from({ length: 6 }, () => 1 + Math.floor(random() * 14)))];
}

function foldAll(batches: readonly { readonly version: number; readonly whole: boolean; readonly columns: StateColumns }[]) {
  const state = emptyState(rows.count);
  for (const { version, whole, columns: batch } of batches) (whole ? foldSnapshot : foldChanges)(state, rows, batch, version, () => {});
  return state;
}
