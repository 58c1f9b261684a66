import { assetKey } from './brands';
import { kind } from './kinds';
import { level } from './levels';
import { WireError, count, flag, instant, list, nullable, number, oneOf, plainObject, shape, text, type Parser } from './parse';
import { id, position } from './warnings';

const key = (value: unknown, at: string) => assetKey(count(value, at));

/** Static facts by name; the unit is in the name (`diameterM`). */
const attributes: Parser<Readonly<Record<string, number | string | boolean | null>>> = (value, at) => {
  const source = plainObject(value ?? {}, at);
  for (const [name, item] of Object.entries(source)) {
    if (item !== null && !['number', 'string', 'boolean'].includes(typeof item)) {
      throw new WireError(`${at}.${name}`, 'a number, text, or true or false', item);
    }
  }
  return source as Record<string, number | string | boolean | null>;
};

const neighbour = shape({ id, name: nullable(text), kind });
export type Neighbour = ReturnType<typeof neighbour>;

const latest = shape({
  quantity: text,
  name: shape({ zh: text, en: text }),
  value: number,
  unit: text,
  at: instant,
  knownAt: instant,
  quality: text,
  provenance: text,
  limit: nullable(number),
});
export type LatestReading = ReturnType<typeof latest>;

export const assetDetail = shape({
  id,
  key,
  name: nullable(text),
  kind,
  network: text,
  catchment: nullable(text),
  position,
  region: nullable(text),
  attributes,
  state: shape({
    level,
    stale: flag,
    at: nullable(instant),
    latest: list(latest),
    symptoms: list((value) => value),
  }),
  upstream: list(neighbour),
  downstream: list(neighbour),
});
export type AssetDetail = ReturnType<typeof assetDetail>;

export const assetSummary = shape({ id, key, name: nullable(text), kind, position, level });
export type AssetSummary = ReturnType<typeof assetSummary>;

/** A list with a cursor for what follows, null at its end. */
export function page<T>(item: Parser<T>): Parser<{ readonly items: readonly T[]; readonly next: string | null }> {
  return shape({ items: list(item), next: nullable(text) });
}

export const trace = shape({
  from: id,
  direction: oneOf('down', 'up'),
  items: list(shape({ asset: id, minutes: number, distanceM: number })),
});
export type Trace = ReturnType<typeof trace>;

/** Local id and name of every asset, in the geometry's order. */
export interface Labels {
  readonly nodes: readonly Label[];
  readonly links: readonly Label[];
  readonly points: readonly Label[];
}
export interface Label {
  readonly local: string;
  readonly name: string | null;
}

const label: Parser<Label> = (value, at) => {
  if (!Array.isArray(value) || value.length !== 2) throw new WireError(at, '[local id, name]', value);
  return { local: text(value[0], `${at}[0]`), name: nullable(text)(value[1], `${at}[1]`) };
};

export const labels: Parser<Labels> = shape({ nodes: list(label), links: list(label), points: list(label) });
