import Flatbush from 'flatbush';
import { rowOf, type Row } from '../../wire/brands';
import type { Geometry } from '../../wire/geometry';
import { kindCode } from '../../wire/kinds';
import type { LiveNetwork } from '../../live/network';
import { worldX, worldY } from '../project';

const degree = 1e-7;

/** A network made ready to draw: projected once, indexed once. World coordinates are pixels at zoom 0. */
export class NetworkScene {
  readonly geometry: Geometry;
  readonly vertexX: Float64Array;
  readonly vertexY: Float64Array;
  readonly nodeX: Float64Array;
  readonly nodeY: Float64Array;
  readonly pointX: Float64Array;
  readonly pointY: Float64Array;
  /** Four numbers a link: min x, min y, max x, max y. */
  readonly linkBox: Float64Array;
  readonly links: Flatbush | null;
  readonly nodes: Flatbush | null;
  /** [min x, min y, max x, max y], or null for an empty network. */
  readonly box: readonly [number, number, number, number] | null;

  constructor(readonly live: LiveNetwork) {
    const g = (this.geometry = live.geometry);
    this.vertexX = Float64Array.from(g.vertexLon, (lon) => worldX(lon * degree));
    this.vertexY = Float64Array.from(g.vertexLat, (lat) => worldY(lat * degree));
    this.nodeX = Float64Array.from(g.nodeLon, (lon) => worldX(lon * degree));
    this.nodeY = Float64Array.from(g.nodeLat, (lat) => worldY(lat * degree));
    this.pointX = Float64Array.from(g.pointLon, (lon) => worldX(lon * degree));
    this.pointY = Float64Array.from(g.pointLat, (lat) => worldY(lat * degree));
    this.linkBox = linkBoxes(g, this.vertexX, this.vertexY);
    this.links = boxIndex(g.linkCount, this.linkBox);
    this.nodes = pointIndex(this.nodeX, this.nodeY);
    this.box = union(this.links, this.nodes);
  }

  /** Where an asset's symbol stands: a pump on its wet well, another link at the middle of its line. */
  position(row: Row): readonly [x: number, y: number] {
    const { nodeCount, linkCount, linkStart, linkKind, linkFrom } = this.geometry;
    if (row < nodeCount) return [this.nodeX[row]!, this.nodeY[row]!];
    const link = row - nodeCount;
    if (link >= linkCount) return [this.pointX[link - linkCount]!, this.pointY[link - linkCount]!];
    if (linkKind[link] === pump) return [this.nodeX[linkFrom[link]!]!, this.nodeY[linkFrom[link]!]!];
    return this.middle(linkStart[link]!, linkStart[link + 1]!);
  }

  /** Links whose box meets this one, by index. */
  linksIn(minX: number, minY: number, maxX: number, maxY: number): readonly number[] {
    return this.links?.search(minX, minY, maxX, maxY) ?? [];
  }

  nodesIn(minX: number, minY: number, maxX: number, maxY: number): readonly number[] {
    return this.nodes?.search(minX, minY, maxX, maxY) ?? [];
  }

  rowOfLink(index: number): Row {
    return rowOf(this.geometry.nodeCount + index);
  }

  private middle(start: number, end: number): readonly [number, number] {
    let length = 0;
    for (let i = start + 1; i < end; i++) length += this.step(i);
    let left = length / 2;
    for (let i = start + 1; i < end; i++) {
      const step = this.step(i);
      if (step >= left && step > 0) {
        const t = left / step;
        return [this.vertexX[i - 1]! + t * (this.vertexX[i]! - this.vertexX[i - 1]!), this.vertexY[i - 1]! + t * (this.vertexY[i]! - this.vertexY[i - 1]!)];
      }
      left -= step;
    }
    return [this.vertexX[start]!, this.vertexY[start]!];
  }

  private step(i: number): number {
    return Math.hypot(this.vertexX[i]! - this.vertexX[i - 1]!, this.vertexY[i]! - this.vertexY[i - 1]!);
  }
}

const pump = kindCode('pumpStation');

function linkBoxes(g: Geometry, x: Float64Array, y: Float64Array): Float64Array {
  const boxes = new Float64Array(g.linkCount * 4);
  for (let link = 0; link < g.linkCount; link++) {
    let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
    for (let i = g.linkStart[link]!; i < g.linkStart[link + 1]!; i++) {
      const vx = x[i]!, vy = y[i]!;
      if (vx < minX) minX = vx;
      if (vx > maxX) maxX = vx;
      if (vy < minY) minY = vy;
      if (vy > maxY) maxY = vy;
    }
    boxes.set([minX, minY, maxX, maxY], link * 4);
  }
  return boxes;
}

function boxIndex(count: number, boxes: Float64Array): Flatbush | null {
  if (count === 0) return null;
  const index = new Flatbush(count);
  for (let i = 0; i < count * 4; i += 4) index.add(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!);
  index.finish();
  return index;
}

function pointIndex(x: Float64Array, y: Float64Array): Flatbush | null {
  if (x.length === 0) return null;
  const index = new Flatbush(x.length);
  for (let i = 0; i < x.length; i++) index.add(x[i]!, y[i]!);
  index.finish();
  return index;
}

function union(...indices: readonly (Flatbush | null)[]): readonly [number, number, number, number] | null {
  const there = indices.filter((index) => index !== null);
  if (there.length === 0) return null;
  return [
    Math.min(...there.map((i) => i.minX)), Math.min(...there.map((i) => i.minY)),
    Math.max(...there.map((i) => i.maxX)), Math.max(...there.map((i) => i.maxY)),
  ];
}
