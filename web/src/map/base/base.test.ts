import { describe, expect, it } from 'vitest';
import { latOf, lonOf, worldX, worldY } from '../project';
import { centroid, doubleArea } from './areas';
import { gcj02 } from './gcj02';
import { degreesText, graticuleStep, multiples } from './graticule';

describe('the shift of GCJ-02', () => {
  it('is that of the published test place in Beijing', () => {
    const [lon, lat] = gcj02(116.404, 39.915);
    expect(lon).toBeCloseTo(116.41024449916938, 8);
    expect(lat).toBeCloseTo(39.91640428150164, 8);
  });

  it('is none outside China', () => {
    expect(gcj02(10.3, 55.35)).toEqual([10.3, 55.35]);
  });
});

describe('the graticule', () => {
  it('keeps its lines apart at every zoom', () => {
    for (let zoom = 3; zoom <= 13; zoom++) expect((graticuleStep(zoom) / 360) * 256 * 2 ** zoom).toBeGreaterThanOrEqual(Math.min(160, (10 / 360) * 256 * 2 ** zoom));
  });

  it('counts whole steps', () => {
    expect(multiples(0.1, 112.29, 112.61)).toEqual([112.3, 112.4, 112.5, 112.6]);
    expect(multiples(10, -15, 15)).toEqual([-10, 0, 10]);
  });

  it('is written with its side', () => {
    expect([degreesText(112.5, 'lon'), degreesText(-37.85, 'lat'), degreesText(-0.1, 'lon')]).toEqual(['112.5°E', '37.85°S', '0.1°W']);
  });
});

describe('areas', () => {
  it('have their middle also where they are small in a large world', () => {
    const ring = Float64Array.of(200.0001, 100.0001, 200.0003, 100.0001, 200.0003, 100.0003, 200.0001, 100.0003, 200.0001, 100.0001);
    const [x, y] = centroid(ring);
    expect([x, y].map((v) => Number(v.toFixed(7)))).toEqual([200.0002, 100.0002]);
    expect(Math.abs(doubleArea(Float64Array.of(0, 0, 2, 0, 2, 3, 0, 3, 0, 0)))).toBe(12);
  });
});

describe('the projection', () => {
  it('comes back', () => {
    for (const [lon, lat] of [[0, 0], [112.55, 37.87], [-70, -54.8], [179.9, 84]] as const) {
      expect(lonOf(worldX(lon))).toBeCloseTo(lon, 9);
      expect(latOf(worldY(lat))).toBeCloseTo(lat, 9);
    }
  });
});
