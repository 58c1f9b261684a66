import type { Geometry } from '../../wire/geometry';
import { cutDiameter, drawnDiameter } from './lod';

/** Narrowest and widest pipe on the screen, px. */
export const thinnest = 1;
export const widest = 6;
const step = 0.5;
/** Bucket 0 means not drawn at this zoom; bucket b ≥ 1 is `thinnest + (b − 1) · step` wide. */
export const bucketCount = 2 + (widest - thinnest) / step;

/** Width in px of a pipe of this diameter at this zoom, before any state widens it. */
export function pipeWidth(diameterMm: number, zoom: number): number {
  const metres = drawnDiameter(diameterMm) / 1_000;
  const nearness = Math.min(1.6, Math.max(0.3, 0.3 + (zoom - 12) * 0.15));
  return Math.min(widest, Math.max(thinnest, (0.6 + 2.9 * Math.sqrt(metres)) * nearness));
}

export function bucketOf(width: number): number {
  return 1 + Math.round((width - thinnest) / step);
}

export function bucketWidth(bucket: number): number {
  return thinnest + (bucket - 1) * step;
}

const unknown = 255;

/** Width buckets of every link, worked out once a zoom. */
export class WidthTable {
  private readonly byZoom = new Map<number, Uint8Array>();

  constructor(private readonly geometry: Geometry, private readonly cuts: readonly number[]) {}

  at(zoom: number): Uint8Array {
    let table = this.byZoom.get(zoom);
    if (table === undefined) {
      const cut = cutDiameter(this.cuts, zoom);
      const { linkDiameter, linkCount } = this.geometry;
      const ofDiameter = new Uint8Array(65_536).fill(unknown);
      table = new Uint8Array(linkCount);
      for (let link = 0; link < linkCount; link++) {
        const d = linkDiameter[link]!;
        if (ofDiameter[d] === unknown) ofDiameter[d] = drawnDiameter(d) < cut ? 0 : bucketOf(pipeWidth(d, zoom));
        table[link] = ofDiameter[d]!;
      }
      this.byZoom.set(zoom, table);
    }
    return table;
  }
}
