import type { BaseArea, LonLat } from '../../wire/base';
import { worldX, worldY } from '../project';

/** World coordinates, x and y in turn. */
export type Ring = Float64Array;

/** A district or river made ready to draw. */
export interface ProjectedArea {
  readonly kind: BaseArea['kind'];
  readonly name: string | null;
  readonly polygons: readonly (readonly Ring[])[];
  readonly lines: readonly Ring[];
  /** min x, min y, max x, max y. */
  readonly box: readonly [number, number, number, number];
  /** Where its name stands: the middle of the mass of its largest polygon. */
  readonly heart: readonly [number, number] | null;
}

export function projectArea(area: BaseArea): ProjectedArea {
  const polygons = area.polygons.map((rings) => rings.map(project));
  const lines = area.lines.map(project);
  const outlines = polygons.flatMap((rings) => rings.slice(0, 1));
  const largest = outlines.reduce<Ring | null>((best, ring) => (best === null || Math.abs(doubleArea(ring)) > Math.abs(doubleArea(best)) ? ring : best), null);
  return { kind: area.kind, name: area.name, polygons, lines, box: boxOf([...outlines, ...lines]), heart: largest === null ? null : centroid(largest) };
}

/** Twice the signed area of a ring. */
export function doubleArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) sum += ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!;
  return sum;
}

/** Centre of mass of a closed ring; of one without area, its first point. */
export function centroid(ring: Ring): readonly [number, number] {
  const [ox, oy] = [ring[0] ?? 0, ring[1] ?? 0];
  let area = 0, cx = 0, cy = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    // Relative to the first point: a town is a speck of the world, and products of world coordinates lose it.
    const [ax, ay, bx, by] = [ring[i]! - ox, ring[i + 1]! - oy, ring[i + 2]! - ox, ring[i + 3]! - oy];
    const cross = ax * by - bx * ay;
    area += cross;
    cx += (ax + bx) * cross;
    cy += (ay + by) * cross;
  }
  return area === 0 ? [ox, oy] : [ox + cx / (3 * area), oy + cy / (3 * area)];
}

function project(line: readonly LonLat[]): Ring {
  const ring = new Float64Array(line.length * 2);
  line.forEach(([lon, lat], i) => {
    ring[2 * i] = worldX(lon);
    ring[2 * i + 1] = worldY(lat);
  });
  return ring;
}

function boxOf(rings: readonly Ring[]): readonly [number, number, number, number] {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      minX = Math.min(minX, ring[i]!);
      maxX = Math.max(maxX, ring[i]!);
      minY = Math.min(minY, ring[i + 1]!);
      maxY = Math.max(maxY, ring[i + 1]!);
    }
  }
  return [minX, minY, maxX, maxY];
}
