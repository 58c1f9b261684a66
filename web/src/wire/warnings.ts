import { assetId, type AssetId, type Millis } from './brands';
import { kind } from './kinds';
import { level } from './levels';
import { count, epoch, instant, list, nullable, number, oneOf, shape, text, tuple, type Parser } from './parse';

export const id: Parser<AssetId> = (value, at) => assetId(text(value, at));

/** Longitude and latitude in degrees, WGS-84/CGCS2000. */
export const position: Parser<readonly [number, number]> = (value, at) => tuple(2)(value, at) as [number, number];

/** REST writes times as ISO text, the hub as Unix ms; a warning comes by either. */
const time: Parser<Millis> = (value, at) => (typeof value === 'number' ? epoch(value, at) : instant(value, at));

/** The last five are of a forecast: nothing of it has been measured yet. */
export const symptomKind = oneOf(
  'surcharge', 'overflow', 'pumpTripped', 'qualityBreach', 'stale',
  'expectedOverflow', 'expectedSurcharge', 'expectedPumpCapacity', 'expectedPlantLoad', 'expectedTankFull',
);

export const effect = shape({
  asset: id,
  name: nullable(text),
  /** Null where the asset is in no network any more. */
  kind: nullable(kind),
  direction: oneOf('downstream', 'upstream'),
  level,
  quantity: text,
  value: nullable(number),
  firstAt: time,
  peakAt: time,
  /** From the cause to this asset, both included. */
  path: list(id),
});

/** A cause and what it will reach. Append-only: a change is the same id with a higher version. */
export const warning = shape({
  id: text,
  version: count,
  network: text,
  catchment: text,
  kind: symptomKind,
  level,
  asset: id,
  assetName: nullable(text),
  assetKind: nullable(kind),
  quantity: text,
  unit: text,
  value: nullable(number),
  limit: nullable(number),
  since: time,
  knownAt: time,
  endedAt: nullable(time),
  /** Null where the asset is on no map. */
  position: nullable(position),
  path: list(id),
  effects: list(effect),
  /** Of a forecast: how likely, 0 to 1, and when; null for what was measured. */
  probability: nullable(number),
  expectedAt: nullable(time),
  earliestAt: nullable(time),
  /** The reclaimed plant that feeds the intake at which it is. */
  suppliedBy: nullable(id),
});

export type Warning = ReturnType<typeof warning>;
export type WarningEffect = ReturnType<typeof effect>;
export type SymptomKind = Warning['kind'];

/** What the hub pushes when warnings begin, change or end. */
export const warningBatch = shape({ seq: count, at: epoch, upserts: list(warning) });
export type WarningBatch = ReturnType<typeof warningBatch>;
