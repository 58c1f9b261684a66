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

/** Two hundred thousand of them: nothing is made for one but what is kept. */
const labelList: Parser<readonly Label[]> = (value, at) => {
  if (!Array.isArray(value)) throw new WireError(at, 'a list', value);
  const result = new Array<Label>(value.length);
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i];
    if (!Array.isArray(item) || item.length !== 2) throw new WireError(`${at}[${i}]`, '[local id, name]', item);
    const [local, name] = item as [unknown, unknown];
    if (typeof local !== 'string') throw new WireError(`${at}[${i}][0]`, 'text', local);
    if (name !== null && typeof name !== 'string') throw new WireError(`${at}[${i}][1]`, 'text or null', name);
    result[i] = { local, name };
  }
  return result;
};

export const labels: Parser<Labels> = shape({ nodes: labelList, links: labelList, points: labelList });
