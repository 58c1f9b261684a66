import { AssetIndex } from '../map/assetIndex';
import type { LiveNetwork } from '../live/network';
import type { AssetId } from '../wire/brands';
import type { Labels } from '../wire/assets';
import type { Bounds } from '../wire/city';
import type { Geometry } from '../wire/geometry';

const degree = 1e-7;
/** About 150 m, so that a single asset is shown with what is round it. */
const leastMargin = 0.0015;

/** The smallest box round some assets, with a margin; null when none of them is in this network. */
export function extentOf(ids: readonly AssetId[], { geometry }: LiveNetwork, labels: Labels): Bounds | null {
  const index = indexOf(geometry, labels);
  let box: readonly [number, number, number, number] | null = null;
  for (const id of ids) {
    const row = index.row(id);
    if (row === null) continue;
    for (const [lon, lat] of positionsAt(row, geometry)) {
      box = box ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)] : [lon, lat, lon, lat];
    }
  }
  if (!box) return null;
  const [west, south, east, north] = box;
  const margin = Math.max(leastMargin, 0.15 * Math.max(east - west, north - south));
  return [west - margin, south - margin, east + margin, north + margin];
}

/** Where an asset is: a node or a point at one position, a link at both its ends. */
function positionsAt(row: number, g: Geometry): readonly (readonly [number, number])[] {
  const node = (i: number) => [g.nodeLon[i]! * degree, g.nodeLat[i]! * degree] as const;
  if (row < g.nodeCount) return [node(row)];
  const link = row - g.nodeCount;
  if (link < g.linkCount) return [node(g.linkFrom[link]!), node(g.linkTo[link]!)];
  const point = link - g.linkCount;
  return [[g.pointLon[point]! * degree, g.pointLat[point]! * degree]];
}

const indexes = new WeakMap<Labels, AssetIndex>();

/** Ids and names by row, and rows by id, built once for each set of labels. */
export function indexOf(geometry: Geometry, labels: Labels): AssetIndex {
  let index = indexes.get(labels);
  if (!index) indexes.set(labels, (index = new AssetIndex(geometry, labels)));
  return index;
}
