import type { NetworkScene } from './scene';

/** Share of the network's own area that pipes may cover at 1 px wide. Above it the picture is felt, no longer read. */
const mostInk = 0.16;
export const nearestZoom = 22;

/**
 * For every zoom, the diameter in mm below which pipes are left out, 0 where all are drawn.
 * Large pipes come first until their ink fills its share, so a small town shows all from afar and a metropolis its trunks.
 * The largest diameter is always drawn.
 */
export function levelOfDetail(scene: NetworkScene): readonly number[] {
  const area = occupiedArea(scene);
  const lengths = lengthByDiameter(scene);
  return Array.from({ length: nearestZoom + 1 }, (_, zoom) => {
    const scale = 2 ** zoom;
    const budget = mostInk * area * scale * scale;
    let ink = 0;
    let cut = Infinity;
    // Every pipe of a diameter is drawn or none, so that the legend can say which.
    for (const [diameter, length] of lengths) {
      ink += length * scale;
      if (ink > budget && cut !== Infinity) return cut;
      cut = diameter;
    }
    return 0;
  });
}

/** Where no diameter is known a pipe is drawn as one of 300 mm. */
export function drawnDiameter(diameterMm: number): number {
  return diameterMm === 0 ? 300 : diameterMm;
}

export function cutDiameter(cuts: readonly number[], zoom: number): number {
  return cuts[Math.max(0, Math.min(cuts.length - 1, Math.floor(zoom)))] ?? 0;
}

/** Area of the cells of a grid that hold a node: a long thin network does not fill its box. World units squared. */
function occupiedArea(scene: NetworkScene): number {
  if (scene.box === null) return 0;
  const [minX, minY, maxX, maxY] = scene.box;
  const side = Math.max(maxX - minX, maxY - minY, 1e-9);
  const cells = Math.max(4, Math.min(128, Math.round(Math.sqrt(scene.geometry.nodeCount / 8))));
  const occupied = new Set<number>();
  for (let i = 0; i < scene.nodeX.length; i++) {
    const cx = Math.floor(((scene.nodeX[i]! - minX) / side) * cells);
    const cy = Math.floor(((scene.nodeY[i]! - minY) / side) * cells);
    occupied.add(cy * (cells + 1) + cx);
  }
  return occupied.size * (side / cells) ** 2;
}

/** World units of pipe of each diameter, largest first; straight from end to end, which is near enough for ink. */
function lengthByDiameter(scene: NetworkScene): readonly (readonly [diameterMm: number, length: number])[] {
  const { linkCount, linkStart, linkDiameter } = scene.geometry;
  const lengths = new Map<number, number>();
  for (let link = 0; link < linkCount; link++) {
    const first = linkStart[link]!;
    const last = linkStart[link + 1]! - 1;
    const length = Math.hypot(scene.vertexX[last]! - scene.vertexX[first]!, scene.vertexY[last]! - scene.vertexY[first]!);
    const diameter = drawnDiameter(linkDiameter[link]!);
    lengths.set(diameter, (lengths.get(diameter) ?? 0) + length);
  }
  return [...lengths].sort((a, b) => b[0] - a[0]);
}
