import type { Geometry } from '../../wire/geometry';
import { seeded } from '../../testing/seeded';
import { kindCode } from '../../wire/kinds';

const lon0 = 112.55, lat0 = 37.87;
const blockM = 55;
const metresPerDegree = 111_320;

/**
 * A town of streets on a slightly bent grid: each node drains to the neighbour nearest to the river in the south-east, so that
 * pipes join and grow. `pipes` links, rounded to a whole grid; plants, pumps, tanks and the rest spread by seed.
 */
export function syntheticNetwork(pipes: number, seed: number): Geometry {
  const random = seeded(seed);
  const side = Math.max(2, Math.ceil(Math.sqrt(pipes + 1)));
  const nodeCount = side * side;
  const grid = Array.from({ length: nodeCount }, (_, i) => bend(i % side, Math.floor(i / side), side, random));
  const parent = drainage(side, random);
  const load = accumulate(parent);
  const links = [...parent.keys()].filter((i) => parent[i] !== -1);
  const nodeKind = kinds(nodeCount, parent, random);
  const vertices: (readonly [number, number])[] = [];
  const linkStart = [0];
  for (const i of links) {
    const [a, b] = [grid[i]!, grid[parent[i]!]!];
    vertices.push(a, [(a[0] + b[0]) / 2 + (random() - 0.5) * 8, (a[1] + b[1]) / 2 + (random() - 0.5) * 8], b);
    linkStart.push(vertices.length);
  }
  const lon = (m: number) => Math.round((lon0 + m / (metresPerDegree * Math.cos((lat0 * Math.PI) / 180))) * 1e7);
  const lat = (m: number) => Math.round((lat0 - m / metresPerDegree) * 1e7);
  const half = (side * blockM) / 2;
  return {
    network: 'lab', revision: 1, nodeCount, linkCount: links.length, pointCount: 0,
    nodeKey: Uint32Array.from({ length: nodeCount }, (_, i) => i + 1),
    nodeKind,
    nodeLon: Int32Array.from(grid, ([x]) => lon(x - half)),
    nodeLat: Int32Array.from(grid, ([, y]) => lat(y - half)),
    nodeFull: new Float32Array(nodeCount).fill(4),
    linkKey: Uint32Array.from(links, (_, i) => nodeCount + i + 1),
    linkKind: Uint8Array.from(links, (i) => (load[i]! > 40 && random() < 0.004 ? kindCode('pumpStation') : kindCode('pipeSegment'))),
    linkClass: Uint8Array.from(links, (i) => { const x = i % side; return x < side * 0.35 ? 3 : x > side * 0.8 && Math.floor(i / side) > side * 0.7 ? 4 : (i * 7) % 11 === 0 ? 2 : 1; }),
    linkDiameter: Uint16Array.from(links, (i) => diameter(load[i]!)),
    linkFrom: Uint32Array.from(links),
    linkTo: Uint32Array.from(links, (i) => parent[i]!),
    linkStart: Uint32Array.from(linkStart),
    vertexLon: Int32Array.from(vertices, ([x]) => lon(x - half)),
    vertexLat: Int32Array.from(vertices, ([, y]) => lat(y - half)),
    pointKey: new Uint32Array(0), pointKind: new Uint8Array(0), pointLon: new Int32Array(0), pointLat: new Int32Array(0),
  };
}

/** Metres east and south; streets wave a little, and corners are off a little. */
function bend(x: number, y: number, side: number, random: () => number): readonly [number, number] {
  const wave = side * blockM * 0.02;
  return [
    x * blockM + wave * Math.sin((y / side) * 7) + (random() - 0.5) * 14,
    y * blockM + wave * Math.sin((x / side) * 5 + 1) + (random() - 0.5) * 14,
  ];
}

/** Where each node drains: towards a collector every so many streets, then along it. −1 for the last. */
function drainage(side: number, random: () => number): Int32Array {
  const parent = new Int32Array(side * side).fill(-1);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const east = x + 1 < side, south = y + 1 < side;
      if (!east && !south) continue;
      const collector = x % 9 === 8 || !east;
      const trunk = y % 40 === 39 || !south;
      const goSouth = south && (trunk && east ? false : collector ? true : random() < 0.12 || !east);
      parent[y * side + x] = goSouth ? (y + 1) * side + x : east ? y * side + x + 1 : (y + 1) * side + x;
    }
  }
  return parent;
}

/** How many nodes drain through each; a parent always has a higher number. */
function accumulate(parent: Int32Array): Uint32Array {
  const load = new Uint32Array(parent.length).fill(1);
  for (let i = 0; i < parent.length; i++) if (parent[i] !== -1) load[parent[i]!]! += load[i]!;
  return load;
}

function diameter(load: number): number {
  const sizes = [300, 400, 500, 600, 800, 1000, 1200, 1500, 1800, 2200, 2600];
  return sizes[Math.min(sizes.length - 1, Math.floor(Math.log2(load) * 0.75))]!;
}

function kinds(nodeCount: number, parent: Int32Array, random: () => number): Uint8Array {
  const result = new Uint8Array(nodeCount).fill(kindCode('manhole'));
  const spread = (kind: Parameters<typeof kindCode>[0], count: number) => {
    for (let i = 0; i < count; i++) result[Math.floor(random() * nodeCount)] = kindCode(kind);
  };
  spread('drainer', Math.min(300, nodeCount / 50));
  spread('reuseIntake', Math.min(60, nodeCount / 150));
  spread('storageTank', Math.min(30, nodeCount / 400));
  spread('outfall', Math.min(20, nodeCount / 500));
  spread('reclaimedPlant', 2);
  spread('treatmentPlant', 3);
  result[parent.lastIndexOf(-1)] = kindCode('treatmentPlant');
  return result;
}
