import { describe, expect, it } from 'vitest';
import { LiveNetwork } from '../../live/network';
import { geometryOf, type LinkSpec, type NodeSpec } from '../../testing/geometry';
import { syntheticNetwork } from '../lab/city';
import { cutDiameter, levelOfDetail, nearestZoom } from './lod';
import { NetworkScene } from './scene';
import { bucketCount, bucketOf, bucketWidth, pipeWidth, thinnest, widest, WidthTable } from './widths';

const sceneOf = (nodes: readonly NodeSpec[], links: readonly LinkSpec[]) => new NetworkScene(new LiveNetwork(geometryOf(nodes, links)));
const city = new NetworkScene(new LiveNetwork(syntheticNetwork(20_000, 1)));

describe('level of detail', () => {
  const cuts = levelOfDetail(city);

  it('leaves out small pipes far out, ever fewer on the way in, and none near', () => {
    expect(cuts[9]).toBeGreaterThan(300);
    expect(cuts[16]).toBe(0);
    for (let zoom = 1; zoom <= nearestZoom; zoom++) expect(cuts[zoom]).toBeLessThanOrEqual(cuts[zoom - 1]!);
  });

  it('always draws the largest pipes', () => {
    const largest = Math.max(...city.geometry.linkDiameter);
    expect(Math.max(...cuts)).toBeLessThanOrEqual(largest);
  });

  it('draws all of a few pipes at every zoom but the farthest', () => {
    const hamlet = sceneOf([{ at: [10, 50] }, { at: [10.01, 50] }, { at: [10.01, 50.01] }], [{ ends: [0, 1] }, { ends: [1, 2], diameterMm: 400 }]);
    expect(levelOfDetail(hamlet).slice(13).every((cut) => cut === 0)).toBe(true);
  });

  it('is settled for any zoom, and for a network of nothing', () => {
    expect(cutDiameter(cuts, 99)).toBe(0);
    expect(cutDiameter([], 5)).toBe(0);
    expect(levelOfDetail(sceneOf([], []))).toEqual(new Array(nearestZoom + 1).fill(0));
  });
});

describe('the width of a pipe', () => {
  it('grows with diameter and zoom, from 1 to 6 px', () => {
    for (let zoom = 3; zoom <= 20; zoom++) {
      for (let mm = 100; mm <= 4_000; mm += 100) {
        const width = pipeWidth(mm, zoom);
        expect(width).toBeGreaterThanOrEqual(thinnest);
        expect(width).toBeLessThanOrEqual(widest);
        expect(pipeWidth(mm + 100, zoom)).toBeGreaterThanOrEqual(width);
        expect(pipeWidth(mm, zoom + 1)).toBeGreaterThanOrEqual(width);
        expect(Math.abs(bucketWidth(bucketOf(width)) - width)).toBeLessThanOrEqual(0.25);
        expect(bucketOf(width)).toBeLessThan(bucketCount);
      }
    }
  });

  it('is that of 300 mm where no diameter is known', () => {
    expect(pipeWidth(0, 16)).toBe(pipeWidth(300, 16));
  });

  it('is none for what its zoom leaves out', () => {
    const cuts = levelOfDetail(city);
    const table = new WidthTable(city.geometry, cuts).at(9);
    city.geometry.linkDiameter.forEach((mm, link) => expect(table[link]! > 0).toBe(mm >= cuts[9]!));
  });
});
