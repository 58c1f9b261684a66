import { rowOf, type AssetKey, type Row } from '../wire/brands';
import type { Geometry } from '../wire/geometry';

/** Rows of one geometry: nodes first, then links, then points. */
export class Rows {
  readonly count: number;
  private readonly lookUp: (key: number) => number;

  constructor(readonly geometry: Geometry) {
    this.count = geometry.nodeCount + geometry.linkCount + geometry.pointCount;
    this.lookUp = lookUp([geometry.nodeKey, geometry.linkKey, geometry.pointKey], this.count);
  }

  /** −1 for an asset that this revision does not have. */
  ofKey(key: AssetKey | number): Row | -1 {
    return this.lookUp(key) as Row | -1;
  }

  keyOf(row: Row): AssetKey {
    const { nodeCount, linkCount, nodeKey, linkKey, pointKey } = this.geometry;
    if (row < nodeCount) return nodeKey[row] as AssetKey;
    if (row < nodeCount + linkCount) return linkKey[row - nodeCount] as AssetKey;
    return pointKey[row - nodeCount - linkCount] as AssetKey;
  }

  kindOf(row: Row): number {
    const { nodeCount, linkCount, nodeKind, linkKind, pointKind } = this.geometry;
    if (row < nodeCount) return nodeKind[row]!;
    if (row < nodeCount + linkCount) return linkKind[row - nodeCount]!;
    return pointKind[row - nodeCount - linkCount]!;
  }

  node(index: number): Row {
    return rowOf(index);
  }

  link(index: number): Row {
    return rowOf(this.geometry.nodeCount + index);
  }

  point(index: number): Row {
    return rowOf(this.geometry.nodeCount + this.geometry.linkCount + index);
  }

  /** Index among the links, or −1 for a node or a point. */
  linkIndex(row: Row): number {
    const index = row - this.geometry.nodeCount;
    return index >= 0 && index < this.geometry.linkCount ? index : -1;
  }
}

/** The registry hands out keys in runs, so a plain array finds a row fastest; scattered keys fall back to a map. */
function lookUp(columns: readonly Uint32Array[], count: number): (key: number) => number {
  let min = Infinity;
  let max = -Infinity;
  for (const keys of columns) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key < min) min = key;
      if (key > max) max = key;
    }
  }
  let row = 0;
  if (count > 0 && max - min < 8 * count + 1_024) {
    const table = new Int32Array(max - min + 1).fill(-1);
    for (const keys of columns) for (let i = 0; i < keys.length; i++) table[keys[i]! - min] = row++;
    return (key) => table[key - min] ?? -1;
  }
  const table = new Map<number, number>();
  for (const keys of columns) for (const key of keys) table.set(key, row++);
  return (key) => table.get(key) ?? -1;
}
