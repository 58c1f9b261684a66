import type { AssetId, Row } from '../../wire/brands';
import type { AssetIndex } from '../assetIndex';
import type { NetworkScene } from '../network/scene';

/** A line over the network, in world coordinates, and where on it the assets of its path stand. */
export interface Route {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** For each asset of the path, the vertex at which it is reached: a node's own, a link's far end. −1 for one that is not on this map. */
  readonly reached: readonly number[];
}

/**
 * The line of a path from asset to asset. Links are laid in the direction travelled; between two nodes that follow each other,
 * the link that joins them is taken, and a straight line where none does.
 */
export function routeOf(scene: NetworkScene, index: AssetIndex, path: readonly AssetId[], joins: LinkFinder): Route {
  const line = new Line();
  const reached: number[] = [];
  const rows = path.map((id) => index.row(id));
  rows.forEach((row, i) => {
    if (row === null) {
      reached.push(-1);
      return;
    }
    const link = scene.live.rows.linkIndex(row);
    if (link >= 0) addLink(scene, line, link, forwards(scene, line, link, rows[i + 1] ?? null));
    else addNode(scene, line, row, lastNode(scene, rows, i), joins);
    reached.push(line.x.length - 1);
  });
  return { x: line.x, y: line.y, reached };
}

/** Finds the link between two nodes; the index is built when first asked. */
export class LinkFinder {
  private byEnds: Map<number, number> | null = null;

  constructor(private readonly scene: NetworkScene) {}

  between(a: number, b: number): { readonly link: number; readonly forwards: boolean } | null {
    const { nodeCount, linkCount, linkFrom, linkTo } = this.scene.geometry;
    if (this.byEnds === null) {
      this.byEnds = new Map();
      for (let link = 0; link < linkCount; link++) this.byEnds.set(linkFrom[link]! * nodeCount + linkTo[link]!, link);
    }
    const along = this.byEnds.get(a * nodeCount + b);
    if (along !== undefined) return { link: along, forwards: true };
    const against = this.byEnds.get(b * nodeCount + a);
    return against === undefined ? null : { link: against, forwards: false };
  }
}

class Line {
  readonly x: number[] = [];
  readonly y: number[] = [];

  add(x: number, y: number): void {
    const last = this.x.length - 1;
    if (last >= 0 && this.x[last] === x && this.y[last] === y) return;
    this.x.push(x);
    this.y.push(y);
  }

  /** Squared distance from the line's end; nothing is far from an empty line. */
  gap(x: number, y: number): number {
    const last = this.x.length - 1;
    return last < 0 ? 0 : (this.x[last]! - x) ** 2 + (this.y[last]! - y) ** 2;
  }
}

/** Whether a link is travelled from its first vertex: that is where the line stands, or where the next asset is not. */
function forwards(scene: NetworkScene, line: Line, link: number, next: Row | null): boolean {
  const { linkStart, linkFrom, linkTo } = scene.geometry;
  const first = linkStart[link]!;
  const last = linkStart[link + 1]! - 1;
  if (line.x.length > 0) return line.gap(scene.vertexX[first]!, scene.vertexY[first]!) <= line.gap(scene.vertexX[last]!, scene.vertexY[last]!);
  if (next === null) return true;
  const nextLink = scene.live.rows.linkIndex(next);
  const from = linkFrom[link]!;
  if (nextLink < 0) return from !== next;
  return !(from === linkFrom[nextLink] || from === linkTo[nextLink]) || linkTo[link] === linkFrom[nextLink] || linkTo[link] === linkTo[nextLink];
}

function addLink(scene: NetworkScene, line: Line, link: number, forward: boolean): void {
  const first = scene.geometry.linkStart[link]!;
  const last = scene.geometry.linkStart[link + 1]! - 1;
  for (let k = 0; k <= last - first; k++) {
    const i = forward ? first + k : last - k;
    line.add(scene.vertexX[i]!, scene.vertexY[i]!);
  }
}

function addNode(scene: NetworkScene, line: Line, row: Row, before: number, joins: LinkFinder): void {
  const [x, y] = scene.position(row);
  const join = before >= 0 && row < scene.geometry.nodeCount && line.gap(x, y) > 0 ? joins.between(before, row) : null;
  if (join !== null) addLink(scene, line, join.link, join.forwards);
  line.add(x, y);
}

/** The node that the path comes from, −1 where it comes from a link or is only beginning. */
function lastNode(scene: NetworkScene, rows: readonly (Row | null)[], i: number): number {
  const before = rows[i - 1];
  return before !== undefined && before !== null && before < scene.geometry.nodeCount ? before : -1;
}
