import { rowOf, type Row } from '../../wire/brands';
import { kindOf, type AssetKind } from '../../wire/kinds';
import { levelAt } from '../../live/state';
import type { NetworkScene } from '../network/scene';
import { standings } from './shapes';

/** One symbol on the map: an asset alone, or several gathered into a count. World coordinates. */
export interface Gathered {
  readonly x: number;
  readonly y: number;
  /** The first is the most important. */
  readonly rows: readonly Row[];
  readonly kind: AssetKind;
}

/** Assets nearer than this to a symbol join it, px. Near in, only what would hide each other. */
export function gatherRadius(zoom: number): number {
  if (zoom <= 11) return 46;
  if (zoom <= 13) return 38;
  if (zoom <= 15) return 30;
  return zoom <= 17 ? 22 : 12;
}

/** Rows that may ever be a symbol at their own right, most important first; manholes join when they have a level. */
export function symbolRows(scene: NetworkScene): readonly Row[] {
  const { nodeKind, linkKind, pointKind } = scene.geometry;
  const found: { row: Row; rank: number }[] = [];
  let row = 0;
  for (const kinds of [nodeKind, linkKind, pointKind]) {
    for (let i = 0; i < kinds.length; i++, row++) {
      const rank = ranks[kinds[i]!]!;
      if (rank < Infinity) found.push({ row: rowOf(row), rank });
    }
  }
  return found.sort((a, b) => a.rank - b.rank || a.row - b.row).map(({ row: of }) => of);
}

/** Importance by a kind's number, smallest first; infinite for what is never a symbol by itself. */
const ranks = Array.from({ length: 256 }, (_, code) => {
  const kind = kindOf(code);
  const standing = kind === null ? undefined : standings[kind];
  return standing === undefined ? Infinity : (standing.alone ? -1 : 0) + standing.fromZoom;
});

/** What is shown at a zoom: of `candidates` in order of importance, those whose kind or level is worth it, the near ones gathered. */
export function gather(scene: NetworkScene, zoom: number, candidates: Iterable<Row>): readonly Gathered[] {
  const radius = gatherRadius(zoom) / 2 ** zoom;
  const grid = new Map<number, number[]>();
  const groups: { x: number; y: number; rows: Row[]; kind: AssetKind; alone: boolean }[] = [];
  for (const row of candidates) {
    const kind = kindOf(scene.live.rows.kindOf(row));
    const standing = kind === null ? undefined : standings[kind];
    if (kind === null || standing === undefined || !isShown(scene, row, standing.fromZoom, zoom)) continue;
    const [x, y] = scene.position(row);
    const cx = Math.floor(x / radius);
    const cy = Math.floor(y / radius);
    const near = standing.alone ? -1 : nearest(groups, grid, cx, cy, x, y, radius);
    if (near >= 0) {
      groups[near]!.rows.push(row);
      continue;
    }
    const cell = cellKey(cx, cy);
    const there = grid.get(cell);
    if (there === undefined) grid.set(cell, [groups.length]);
    else there.push(groups.length);
    groups.push({ x, y, rows: [row], kind, alone: standing.alone });
  }
  return groups;
}

function isShown(scene: NetworkScene, row: Row, fromZoom: number, zoom: number): boolean {
  return zoom >= fromZoom || levelAt(scene.live.state, row) > 0;
}

function nearest(groups: readonly { x: number; y: number; alone: boolean }[], grid: ReadonlyMap<number, readonly number[]>, cx: number, cy: number, x: number, y: number, radius: number): number {
  let best = -1;
  let bestDistance = radius;
  for (let gx = cx - 1; gx <= cx + 1; gx++) {
    for (let gy = cy - 1; gy <= cy + 1; gy++) {
      for (const at of grid.get(cellKey(gx, gy)) ?? []) {
        const group = groups[at]!;
        const distance = Math.hypot(group.x - x, group.y - y);
        if (!group.alone && distance < bestDistance) {
          best = at;
          bestDistance = distance;
        }
      }
    }
  }
  return best;
}

/** Cells of one zoom are far fewer than 2²⁶ a side. */
function cellKey(cx: number, cy: number): number {
  return cx * 2 ** 26 + cy;
}
