import type { Geometry } from '../wire/geometry';
import { kindOf } from '../wire/kinds';
import { levels } from '../wire/levels';
import { themes, type ThemeName } from '../theme/tokens';
import type { LayerSwitches, Legend, LegendPipe, PipeStyle } from './contract';
import { cutDiameter } from './network/lod';
import { fillBins, type Look } from './network/looks';
import { nearZoom } from './network/paint';
import { bucketWidth, type WidthTable } from './network/widths';
import { standings } from './symbols/shapes';

/** What the network layer paints with. */
export interface Drawn {
  readonly style: PipeStyle;
  readonly table: readonly (Look | null)[];
  readonly widths: WidthTable | null;
  readonly cuts: readonly number[];
}

const shapes = { blue: 'ring', yellow: 'triangle', orange: 'diamond', red: 'octagon' } as const;

/** A legend of what can be seen at this zoom, from the tables that paint it: what the network lacks, or a layer hides, is left out. */
export function legendOf(geometry: Geometry | null, drawn: Drawn, theme: ThemeName, zoom: number, layers: LayerSwitches): Legend {
  const tokens = themes[theme];
  return {
    style: drawn.style,
    pipes: geometry === null || !layers.pipes ? [] : pipeEntries(geometry, drawn, zoom),
    symbols: geometry === null || !layers.symbols ? [] : symbolEntries(geometry, zoom),
    levels: levels.flatMap((level) => (level === 'none' ? [] : [{ level, color: tokens[level], shape: shapes[level] }])),
    hiddenBelowMm: layers.pipes ? cutDiameter(drawn.cuts, zoom) : 0,
  };
}

/** Kinds that stand at this zoom without a level, in the order of their numbers. */
function symbolEntries(geometry: Geometry, zoom: number): Legend['symbols'] {
  return Array.from(countsOf(geometry)).flatMap((count, code) => {
    const kind = count === 0 ? null : kindOf(code);
    if (kind === null) return [];
    const from = kind === 'manhole' ? nearZoom : (standings[kind]?.fromZoom ?? Infinity);
    return zoom >= from ? [{ kind, count }] : [];
  });
}

const counted = new WeakMap<Geometry, Uint32Array>();

/** How many there are of every kind, by its number. */
function countsOf(geometry: Geometry): Uint32Array {
  let counts = counted.get(geometry);
  if (counts === undefined) {
    counted.set(geometry, (counts = new Uint32Array(256)));
    for (const kinds of [geometry.nodeKind, geometry.linkKind, geometry.pointKind]) for (let i = 0; i < kinds.length; i++) counts[kinds[i]!]!++;
  }
  return counts;
}

function pipeEntries(geometry: Geometry, drawn: Drawn, zoom: number): readonly LegendPipe[] {
  const widths = drawn.widths?.at(zoom);
  const buckets = new Uint8Array(256);
  for (let link = 0; link < (widths?.length ?? 0); link++) {
    const meaning = geometry.linkClass[link]!;
    buckets[meaning] = Math.max(buckets[meaning]!, widths![link]!);
  }
  const widest = new Map([...buckets].flatMap((bucket, meaning) => (bucket > 0 ? [[meaning, bucketWidth(bucket)] as const] : [])));
  const ofAll = Math.max(1, ...widest.values());
  // Numbers below 16 are meanings; the rest are the same ones less surely known.
  const entries = drawn.table.slice(0, 16).flatMap((look, meaning) => {
    if (look === null || (look.key.startsWith('class.') && !widest.has(meaning))) return [];
    const width = look.key.startsWith('class.') ? widest.get(meaning)! : ofAll;
    return [entry(look.key, look, width)];
  });
  const known = drawn.style === 'expected' || drawn.style === 'difference' ? null : drawn.table.find((look) => look !== null);
  if (known === null || known === undefined) return entries;
  const variant = (number: number, key: string) => {
    const look = drawn.table[number];
    return look === null || look === undefined ? [] : [entry(key, look, ofAll)];
  };
  const first = drawn.table.indexOf(known);
  return [...entries, ...variant(first + 16, 'stale'), ...variant(first + 32, 'estimated')];
}

function entry(key: string, look: Look, width: number): LegendPipe {
  return {
    key,
    color: look.color,
    width: Math.max(look.minWidth, width * look.widen),
    range: key.startsWith('fill.') && key !== 'fill.none' ? rangeOf(Number(key.slice(5))) : null,
    dash: look.dash,
    opacity: look.opacity,
  };
}

function rangeOf(bin: number): readonly [number, number] {
  return [fillBins[bin]!, fillBins[bin + 1] ?? Infinity];
}
