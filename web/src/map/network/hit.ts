import { kindCode } from '../../wire/kinds';
import { rowOf, type Row } from '../../wire/brands';
import { nearZoom } from './paint';
import type { NetworkScene } from './scene';

/** How far from a line's edge the pointer may be, px. */
export const tolerance = 5;

/** The manhole or pipe under a point of the world, or null. Only what is drawn can be hit; `widthOf` says so. */
export function hitNetwork(scene: NetworkScene, zoom: number, x: number, y: number, widthOf: (link: number) => number): Row | null {
  const scale = 2 ** zoom;
  if (zoom >= nearZoom) {
    const node = nearestManhole(scene, x, y, (tolerance + 2) / scale);
    if (node !== null) return node;
  }
  const around = (tolerance + 4) / scale;
  let best: number | null = null;
  let bestGap = tolerance;
  for (const link of scene.linksIn(x - around, y - around, x + around, y + around)) {
    const width = widthOf(link);
    if (width === 0) continue;
    const gap = distanceToLink(scene, link, x, y) * scale - width / 2;
    if (gap < bestGap) {
      best = link;
      bestGap = gap;
    }
  }
  return best === null ? null : scene.rowOfLink(best);
}

/** From a point to the nearest place on a link's line, in world units. */
export function distanceToLink(scene: NetworkScene, link: number, x: number, y: number): number {
  const { vertexX, vertexY, geometry } = scene;
  let best = Infinity;
  for (let i = geometry.linkStart[link]! + 1; i < geometry.linkStart[link + 1]!; i++) {
    best = Math.min(best, distanceToSegment(x, y, vertexX[i - 1]!, vertexY[i - 1]!, vertexX[i]!, vertexY[i]!));
  }
  return best;
}

export function distanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

const manhole = kindCode('manhole');

function nearestManhole(scene: NetworkScene, x: number, y: number, radius: number): Row | null {
  let best: number | null = null;
  let bestDistance = radius;
  for (const node of scene.nodesIn(x - radius, y - radius, x + radius, y + radius)) {
    if (scene.geometry.nodeKind[node] !== manhole) continue;
    const distance = Math.hypot(scene.nodeX[node]! - x, scene.nodeY[node]! - y);
    if (distance <= bestDistance) {
      best = node;
      bestDistance = distance;
    }
  }
  return best === null ? null : rowOf(best);
}
