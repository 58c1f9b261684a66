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
  const taken = new Uint8Array((cells + 1) ** 2);
  let occupied = 0;
  for (let i = 0; i < scene.nodeX.length; i++) {
    const cx = Math.floor(((scene.nodeX[i]! - minX) / side) * cells);
    const cy = Math.floor(((scene.nodeY[i]! - minY) / side) * cells);
    const cell = cy * (cells + 1) + cx;
    if (taken[cell] === 0) occupied++;
    taken[cell] = 1;
  }
  return occupied * (side / cells) ** 2;
}

/** World units of pipe of each diameter, largest first; straight from end to end, which is near enough for ink. */
function lengthByDiameter(scene: NetworkScene): readonly (readonly [diameterMm: number, length: number])[] {
  const { geometry: { linkCount, linkStart, linkDiameter }, vertexX, vertexY } = scene;
  const lengths = new Float64Array(65_536);
  for (let link = 0; link < linkCount; link++) {
    const first = linkStart[link]!;
    const last = linkStart[link + 1]! - 1;
    const dx = vertexX[last]! - vertexX[first]!;
    const dy = vertexY[last]! - vertexY[first]!;
    // A pipe without length is there too.
    lengths[drawnDiameter(linkDiameter[link]!)]! += Math.max(Number.MIN_VALUE, Math.sqrt(dx * dx + dy * dy));
  }
  const result: (readonly [number, number])[] = [];
  for (let diameter = lengths.length - 1; diameter >= 0; diameter--) if (lengths[diameter]! > 0) result.push([diameter, lengths[diameter]!]);
  return result;
}
