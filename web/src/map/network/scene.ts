import { rowOf, type Row } from '../../wire/brands';
import type { Geometry } from '../../wire/geometry';
import { kindCode } from '../../wire/kinds';
import type { LiveNetwork } from '../../live/network';
import { worldX, worldY } from '../project';
import { BoxGrid, type Extent } from './boxGrid';

const degree = 1e-7;

/** A network made ready to draw: projected once, indexed when first asked. World coordinates are pixels at zoom 0. */
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
  /** Null for an empty network. */
  readonly box: Extent | null;
  private linkGrid: BoxGrid | null = null;
  private nodeGrid: BoxGrid | null = null;

  constructor(readonly live: LiveNetwork) {
    const g = (this.geometry = live.geometry);
    this.nodeX = project(g.nodeLon, worldX);
    this.nodeY = project(g.nodeLat, worldY);
    this.pointX = project(g.pointLon, worldX);
    this.pointY = project(g.pointLat, worldY);
    this.vertexX = projectLines(g, g.vertexLon, g.nodeLon, this.nodeX, worldX);
    this.vertexY = projectLines(g, g.vertexLat, g.nodeLat, this.nodeY, worldY);
    this.linkBox = linkBoxes(g, this.vertexX, this.vertexY);
    this.box = extentOf(this.linkBox, this.nodeX, this.nodeY);
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
    if (this.box === null) return [];
    this.linkGrid ??= new BoxGrid(this.linkBox, this.box);
    return this.linkGrid.search(minX, minY, maxX, maxY);
  }

  nodesIn(minX: number, minY: number, maxX: number, maxY: number): readonly number[] {
    if (this.box === null) return [];
    this.nodeGrid ??= new BoxGrid(pointBoxes(this.nodeX, this.nodeY), this.box); // Only near in: not before the first picture.
    return this.nodeGrid.search(minX, minY, maxX, maxY);
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

function project(units: Int32Array, world: (degrees: number) => number): Float64Array {
  const result = new Float64Array(units.length);
  for (let i = 0; i < units.length; i++) result[i] = world(units[i]! * degree);
  return result;
}

/** Most vertices are an end of their link, and so a node that is projected already. */
function projectLines(g: Geometry, units: Int32Array, nodeUnits: Int32Array, nodes: Float64Array, world: (degrees: number) => number): Float64Array {
  const result = new Float64Array(units.length);
  for (let link = 0; link < g.linkCount; link++) {
    const first = g.linkStart[link]!;
    const last = g.linkStart[link + 1]! - 1;
    for (let i = first; i <= last; i++) {
      const node = i === first ? g.linkFrom[link]! : g.linkTo[link]!;
      result[i] = nodeUnits[node] === units[i] ? nodes[node]! : world(units[i]! * degree);
    }
  }
  return result;
}

function linkBoxes(g: Geometry, x: Float64Array, y: Float64Array): Float64Array {
  const boxes = new Float64Array(g.linkCount * 4);
  for (let link = 0, at = 0; link < g.linkCount; link++, at += 4) {
    let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
    for (let i = g.linkStart[link]!; i < g.linkStart[link + 1]!; i++) {
      const vx = x[i]!, vy = y[i]!;
      if (vx < minX) minX = vx;
      if (vx > maxX) maxX = vx;
      if (vy < minY) minY = vy;
      if (vy > maxY) maxY = vy;
    }
    boxes[at] = minX;
    boxes[at + 1] = minY;
    boxes[at + 2] = maxX;
    boxes[at + 3] = maxY;
  }
  return boxes;
}

function pointBoxes(x: Float64Array, y: Float64Array): Float64Array {
  const boxes = new Float64Array(x.length * 4);
  for (let i = 0; i < x.length; i++) {
    boxes[i * 4] = boxes[i * 4 + 2] = x[i]!;
    boxes[i * 4 + 1] = boxes[i * 4 + 3] = y[i]!;
  }
  return boxes;
}

function extentOf(boxes: Float64Array, x: Float64Array, y: Float64Array): Extent | null {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (let i = 0; i < boxes.length; i += 4) {
    minX = Math.min(minX, boxes[i]!);
    minY = Math.min(minY, boxes[i + 1]!);
    maxX = Math.max(maxX, boxes[i + 2]!);
    maxY = Math.max(maxY, boxes[i + 3]!);
  }
  for (let i = 0; i < x.length; i++) {
    minX = Math.min(minX, x[i]!);
    minY = Math.min(minY, y[i]!);
    maxX = Math.max(maxX, x[i]!);
    maxY = Math.max(maxY, y[i]!);
  }
  return minX > maxX ? null : [minX, minY, maxX, maxY];
}
