import { describe, expect, it } from 'vitest';
import { LiveNetwork } from '../../live/network';
import { geometryOf } from '../../testing/geometry';
import { millis } from '../../wire/brands';
import { faceOf } from './face';
import { gather, gatherRadius, symbolRows } from './gather';
import { NetworkScene } from '../network/scene';
import { place, meet } from './place';

const live = new LiveNetwork(geometryOf([
  { at: [10, 50], kind: 'drainer' }, { at: [10.0005, 50], kind: 'storageTank' }, { at: [10.0005, 50.0005], kind: 'treatmentPlant' }, { at: [10.4, 50], kind: 'drainer' }, { at: [10.4, 50] }, { at: [10, 50.0002], kind: 'riverNode' },
]));
const scene = new NetworkScene(live);
const tell = (key: number, state: number) => live.apply({
  at: millis(1), key: Uint32Array.of(key), state: Uint8Array.of(state), quantity: Uint16Array.of(1), value: Float64Array.of(1), fill: Int16Array.of(-1),
});
const rowsAt = (zoom: number) => gather(scene, zoom, [...symbolRows(scene), 4 as never]).map((g) => [...g.rows]);

describe('symbols', () => {
  it('have an order of importance, without manholes and river nodes', () => {
    expect(symbolRows(scene)).toEqual([2, 1, 0, 3]);
  });

  it('gather far out around the most important, but a plant stands alone', () => {
    expect(rowsAt(13)).toEqual([[2], [1, 0], [3]]);
    expect(rowsAt(18)).toEqual([[2], [1], [0], [3]]);
  });

  it('hide far out unless they have a level', () => {
    expect(rowsAt(10)).toEqual([[2], [1]]);
    tell(5, 3);
    expect(rowsAt(10)).toEqual([[2], [1], [4]]);
    tell(5, 0);
  });

  it('gather less the nearer the map is', () => {
    for (let zoom = 4; zoom < 20; zoom++) expect(gatherRadius(zoom + 1)).toBeLessThanOrEqual(gatherRadius(zoom));
  });
});

describe('a count', () => {
  const group = gather(scene, 13, symbolRows(scene))[1]!;

  it('shows the worst state inside', () => {
    tell(1, 4);
    tell(2, 1);
    expect(faceOf(live, group)).toMatchObject({ kind: null, level: 'red', stale: false });
    tell(1, 0);
    expect(faceOf(live, group).level).toBe('blue');
  });

  it('is old only when all that it knows is old', () => {
    tell(1, 8);
    tell(2, 0);
    expect(faceOf(live, group).stale).toBe(false);
    tell(2, 8);
    expect(faceOf(live, group).stale).toBe(true);
  });
});

it('labels hide neither symbols nor each other, and what is out of view is not placed', () => {
  const frame = { zoom: 0, scale: 1, originX: 0, originY: 0, width: 300, height: 300 };
  const groups = Array.from({ length: 60 }, (_, i) => ({ x: (i * 37) % 400, y: (i * 61) % 400, rows: [i as never], kind: 'drainer' as const }));
  const placed = place(groups, frame, () => ({ kind: 'drainer', level: 'none', stale: false, estimated: false, coming: false }), (g) => `${g.rows[0]} 号`, () => 40);
  const labels = placed.flatMap((p) => (p.label === null ? [] : [p.label.box]));
  expect(labels.length).toBeGreaterThan(3);
  expect(placed.every((p) => p.x > -30 && p.x < 330 && p.y > -30 && p.y < 330)).toBe(true);
  labels.forEach((a, i) => labels.forEach((b, j) => expect(i !== j && meet(a, b)).toBe(false)));
  for (const box of labels) for (const p of placed) expect(meet(box, { x0: p.x - 11, y0: p.y - 11, x1: p.x + 11, y1: p.y + 11 })).toBe(false);
});
