import { clockMode } from './live';
import { WireError, count, dictionary, flag, instant, list, nullable, number, oneOf, shape, text, tuple, type Parser } from './parse';

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export const bounds: Parser<Bounds> = (value, at) => {
  const [west, south, east, north] = tuple(4)(value, at) as [number, number, number, number];
  if (west > east || south > north) throw new WireError(at, 'west ≤ east and south ≤ north', value);
  return [west, south, east, north];
};

export const networkSummary = shape({
  name: text,
  title: text,
  revision: count,
  bounds,
  nodes: count,
  links: count,
  points: count,
  counts: dictionary(count),
});
export type NetworkSummary = ReturnType<typeof networkSummary>;

/** A list, or as Leaflet also has it a word whose letters are the names. */
const subdomains: Parser<readonly string[]> = (value, at) => {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [...value] : list(text)(value, at);
};

/** Pictures of the ground from a tile server, by configuration; none is needed. */
export const tileSource = shape({
  url: text,
  attribution: text,
  maxZoom: count,
  shift: oneOf('none', 'gcj02'),
  subdomains,
});
export type TileSource = ReturnType<typeof tileSource>;

export const city = shape({
  title: text,
  networks: list(networkSummary),
  clock: shape({ now: instant, rate: number, mode: clockMode }),
  runtime: text,
  version: text,
  tiles: nullable(tileSource),
  demo: flag,
});
export type City = ReturnType<typeof city>;
