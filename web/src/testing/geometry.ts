import type { Geometry } from '../wire/geometry';
import { kindCode, pipeClasses, type AssetKind, type PipeClass } from '../wire/kinds';

export interface NodeSpec {
  readonly kind?: AssetKind;
  /** Degrees. */
  readonly at: readonly [lon: number, lat: number];
}

export interface LinkSpec {
  readonly kind?: AssetKind;
  readonly ends: readonly [from: number, to: number];
  readonly via?: readonly (readonly [lon: number, lat: number])[];
  readonly pipeClass?: PipeClass;
  readonly diameterMm?: number;
}

/** A small network for a test. Keys count from 1 over nodes and then links. */
export function geometryOf(nodes: readonly NodeSpec[], links: readonly LinkSpec[] = []): Geometry {
  const unit = (degrees: number) => Math.round(degrees * 1e7);
  const lines = links.map(({ ends, via = [] }) => [nodes[ends[0]]!.at, ...via, nodes[ends[1]]!.at]);
  const starts = lines.reduce<number[]>((all, line) => [...all, all.at(-1)! + line.length], [0]);
  return {
    network: 'town', revision: 1, nodeCount: nodes.length, linkCount: links.length, pointCount: 0,
    nodeKey: Uint32Array.from(nodes, (_, i) => i + 1),
    nodeKind: Uint8Array.from(nodes, (n) => kindCode(n.kind ?? 'manhole')),
    nodeLon: Int32Array.from(nodes, (n) => unit(n.at[0])),
    nodeLat: Int32Array.from(nodes, (n) => unit(n.at[1])),
    nodeFull: new Float32Array(nodes.length),
    linkKey: Uint32Array.from(links, (_, i) => nodes.length + i + 1),
    linkKind: Uint8Array.from(links, (l) => kindCode(l.kind ?? 'pipeSegment')),
    linkClass: Uint8Array.from(links, (l) => pipeClasses.indexOf(l.pipeClass ?? 'sewer')),
    linkDiameter: Uint16Array.from(links, (l) => l.diameterMm ?? 300),
    linkFrom: Uint32Array.from(links, (l) => l.ends[0]),
    linkTo: Uint32Array.from(links, (l) => l.ends[1]),
    linkStart: Uint32Array.from(starts),
    vertexLon: Int32Array.from(lines.flat(), ([lon]) => unit(lon)),
    vertexLat: Int32Array.from(lines.flat(), ([, lat]) => unit(lat)),
    pointKey: new Uint32Array(0), pointKind: new Uint8Array(0), pointLon: new Int32Array(0), pointLat: new Int32Array(0),
  };
}

/** The same geometry as the bytes that the server sends. */
export function encodeGeometry(g: Geometry, change: (header: Record<string, unknown>) => void = () => {}): ArrayBuffer {
  const columns = Object.entries(g).filter((entry): entry is [string, Uint8Array] => ArrayBuffer.isView(entry[1]));
  let offset = 0;
  const sections = columns.map(([name, column]) => {
    const section = { name, type: typeNames.get(column.constructor)!, offset, length: column.length };
    offset = Math.ceil((offset + column.byteLength) / 8) * 8;
    return section;
  });
  const places = sections.map((section) => section.offset);
  const header: Record<string, unknown> = {
    network: g.network, revision: g.revision, origin: [0, 0], nodeCount: g.nodeCount, linkCount: g.linkCount, pointCount: g.pointCount, vertexCount: g.vertexLon.length, sections,
  };
  change(header);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((8 + json.length) / 8) * 8;
  const bytes = new Uint8Array(start + offset);
  bytes.set(new TextEncoder().encode('DTG1'));
  new DataView(bytes.buffer).setUint32(4, json.length, true);
  bytes.set(json, 8);
  columns.forEach(([, column], i) => bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), start + places[i]!));
  return bytes.buffer;
}

const typeNames = new Map<unknown, string>([
  [Uint8Array, 'u8'], [Int8Array, 'i8'], [Uint16Array, 'u16'], [Int16Array, 'i16'], [Uint32Array, 'u32'], [Int32Array, 'i32'], [Float32Array, 'f32'],
]);
