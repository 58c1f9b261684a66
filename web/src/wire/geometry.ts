import { WireError, count, list, number, oneOf, shape, text, tuple } from './parse';

const elementTypes = {
  u8: Uint8Array, i8: Int8Array, u16: Uint16Array, i16: Int16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array,
} as const;
type ElementType = keyof typeof elementTypes;

const header = shape({
  network: text,
  revision: count,
  origin: tuple(2),
  nodeCount: count,
  linkCount: count,
  pointCount: count,
  vertexCount: count,
  sections: list(shape({ name: text, type: oneOf('u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f32'), offset: number, length: count })),
});
type Header = ReturnType<typeof header>;

/** A network's shape: columns that are views into the bytes as received. Coordinates are in 1e-7 degree. */
export interface Geometry {
  readonly network: string;
  readonly revision: number;
  readonly nodeCount: number;
  readonly linkCount: number;
  readonly pointCount: number;
  readonly nodeKey: Uint32Array;
  readonly nodeKind: Uint8Array;
  readonly nodeLon: Int32Array;
  readonly nodeLat: Int32Array;
  /** Depth at which water leaves, m; 0 where unknown. */
  readonly nodeFull: Float32Array;
  readonly linkKey: Uint32Array;
  readonly linkKind: Uint8Array;
  readonly linkClass: Uint8Array;
  /** mm; 0 where unknown. */
  readonly linkDiameter: Uint16Array;
  /** Node indices. */
  readonly linkFrom: Uint32Array;
  readonly linkTo: Uint32Array;
  /** Where a link's vertices begin, with one more entry for the end of the last. */
  readonly linkStart: Uint32Array;
  /** Along each link, both ends included. */
  readonly vertexLon: Int32Array;
  readonly vertexLat: Int32Array;
  readonly pointKey: Uint32Array;
  readonly pointKind: Uint8Array;
  readonly pointLon: Int32Array;
  readonly pointLat: Int32Array;
}

/** Reads the binary of `GET /map/{network}/{revision}/geometry` without copying it. Checks every length and index that drawing relies on. */
export function decodeGeometry(bytes: ArrayBuffer): Geometry {
  const view = new DataView(bytes);
  const magic = bytes.byteLength < 8 ? '' : String.fromCharCode(...new Uint8Array(bytes, 0, 4));
  if (magic !== 'DTG1') throw new WireError('magic', 'DTG1', magic);
  const headerLength = view.getUint32(4, true);
  if (8 + headerLength > bytes.byteLength) throw new WireError('headerLength', `at most ${bytes.byteLength - 8}`, headerLength);
  const h = header(parseJson(new TextDecoder().decode(new Uint8Array(bytes, 8, headerLength))), 'header');
  const start = align8(8 + headerLength);
  const column = <T extends ElementType>(name: string, type: T, length: number) =>
    section(bytes, start, h, name, type, length) as InstanceType<(typeof elementTypes)[T]>;

  const geometry: Geometry = {
    network: h.network,
    revision: h.revision,
    nodeCount: h.nodeCount,
    linkCount: h.linkCount,
    pointCount: h.pointCount,
    nodeKey: column('nodeKey', 'u32', h.nodeCount),
    nodeKind: column('nodeKind', 'u8', h.nodeCount),
    nodeLon: column('nodeLon', 'i32', h.nodeCount),
    nodeLat: column('nodeLat', 'i32', h.nodeCount),
    nodeFull: column('nodeFull', 'f32', h.nodeCount),
    linkKey: column('linkKey', 'u32', h.linkCount),
    linkKind: column('linkKind', 'u8', h.linkCount),
    linkClass: column('linkClass', 'u8', h.linkCount),
    linkDiameter: column('linkDiameter', 'u16', h.linkCount),
    linkFrom: column('linkFrom', 'u32', h.linkCount),
    linkTo: column('linkTo', 'u32', h.linkCount),
    linkStart: column('linkStart', 'u32', h.linkCount + 1),
    vertexLon: column('vertexLon', 'i32', h.vertexCount),
    vertexLat: column('vertexLat', 'i32', h.vertexCount),
    pointKey: column('pointKey', 'u32', h.pointCount),
    pointKind: column('pointKind', 'u8', h.pointCount),
    pointLon: column('pointLon', 'i32', h.pointCount),
    pointLat: column('pointLat', 'i32', h.pointCount),
  };
  checkIndices(geometry, h.vertexCount);
  return geometry;
}

function section(bytes: ArrayBuffer, start: number, h: Header, name: string, type: ElementType, length: number) {
  const found = h.sections.find((s) => s.name === name);
  if (found === undefined) throw new WireError(`sections.${name}`, 'to be there', undefined);
  if (found.type !== type) throw new WireError(`sections.${name}.type`, type, found.type);
  if (found.length !== length) throw new WireError(`sections.${name}.length`, String(length), found.length);
  const array = elementTypes[type];
  const offset = start + found.offset;
  if (found.offset < 0 || found.offset % 8 !== 0) throw new WireError(`sections.${name}.offset`, 'a multiple of 8', found.offset);
  if (offset + length * array.BYTES_PER_ELEMENT > bytes.byteLength) {
    throw new WireError(`sections.${name}.offset`, `to end within ${bytes.byteLength - start} bytes`, found.offset);
  }
  return new array(bytes, offset, length);
}

function checkIndices(g: Geometry, vertexCount: number): void {
  if (g.linkStart[0] !== 0) throw new WireError('linkStart[0]', '0', g.linkStart[0]);
  for (let i = 0; i < g.linkCount; i++) {
    if (g.linkStart[i + 1]! < g.linkStart[i]! + 2) throw new WireError(`linkStart[${i + 1}]`, 'two vertices or more a link', g.linkStart[i + 1]);
    if (g.linkFrom[i]! >= g.nodeCount) throw new WireError(`linkFrom[${i}]`, `below ${g.nodeCount}`, g.linkFrom[i]);
    if (g.linkTo[i]! >= g.nodeCount) throw new WireError(`linkTo[${i}]`, `below ${g.nodeCount}`, g.linkTo[i]);
  }
  if (g.linkStart[g.linkCount] !== vertexCount) throw new WireError(`linkStart[${g.linkCount}]`, String(vertexCount), g.linkStart[g.linkCount]);
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new WireError('header', 'JSON', source);
  }
}

function align8(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
