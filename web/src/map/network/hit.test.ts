import { describe, expect, it } from 'vitest';
import { LiveNetwork } from '../../live/network';
import { geometryOf } from '../../testing/geometry';
import { worldX, worldY } from '../project';
import { distanceToSegment, hitNetwork, tolerance } from './hit';
import { NetworkScene } from './scene';

const scene = new NetworkScene(new LiveNetwork(geometryOf(
  [{ at: [10, 50] }, { at: [10.01, 50] }, { at: [10, 50.001] }, { at: [10.01, 50.001] }],
  [{ ends: [0, 1], diameterMm: 1_000 }, { ends: [2, 3] }],
)));
const zoom = 17;
const px = 1 / 2 ** zoom;
const middle = { x: worldX(10.005), y: worldY(50) };
const hit = (dy: number, widthOf: (link: number) => number = () => 2) => hitNetwork(scene, zoom, middle.x, middle.y + dy * px, widthOf);

describe('a hit test', () => {
  it('finds the pipe under the pointer, within its tolerance of the edge', () => {
    expect(hit(0)).toBe(4);
    expect(hit(tolerance + 0.9)).toBe(4);
    expect(hit(tolerance + 1.1)).toBeNull();
  });

  it('reaches a wide pipe as far from its edge as a thin one', () => {
    expect(hit(tolerance + 2.9, () => 6)).toBe(4);
    expect(hit(tolerance + 3.1, () => 6)).toBeNull();
  });

  it('passes over what is not drawn', () => {
    expect(hit(0, () => 0)).toBeNull();
  });

  it('takes the nearer of two', () => {
    const between = (worldY(50) + worldY(50.001)) / 2;
    const low = 2 ** -10;
    const at = (y: number) => hitNetwork(scene, 10, middle.x, y, () => 2);
    expect(Math.abs(worldY(50) - worldY(50.001))).toBeLessThan(2 * tolerance * low);
    expect([at(between + low / 10), at(between - low / 10)]).toEqual([4, 5]);
  });

  it('takes a manhole before its pipe where manholes are drawn', () => {
    expect(hitNetwork(scene, zoom, worldX(10) + 3 * px, worldY(50), () => 2)).toBe(0);
    expect(hitNetwork(scene, 15, worldX(10) + 3 * px, worldY(50), () => 2)).toBe(4);
  });

  it('measures to the ends of a segment, and to a segment without length', () => {
    expect(distanceToSegment(-3, 4, 0, 0, 10, 0)).toBe(5);
    expect(distanceToSegment(5, -2, 0, 0, 10, 0)).toBe(2);
    expect(distanceToSegment(3, 4, 0, 0, 0, 0)).toBe(5);
  });
});
