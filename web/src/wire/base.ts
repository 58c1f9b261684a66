import { WireError, list, nullable, number, plainObject, shape, text, type Parser } from './parse';

/** Longitude, latitude in degrees, WGS-84. */
export type LonLat = readonly [number, number];
/** Closed; the first is the outer one, the others are holes. */
export type Rings = readonly (readonly LonLat[])[];

export interface BaseArea {
  readonly kind: 'district' | 'river';
  readonly id: string;
  readonly name: string | null;
  readonly polygons: readonly Rings[];
  readonly lines: readonly (readonly LonLat[])[];
}

const point: Parser<LonLat> = (value, at) => {
  if (!Array.isArray(value) || value.length < 2) throw new WireError(at, '[longitude, latitude]', value);
  return [number(value[0], `${at}[0]`), number(value[1], `${at}[1]`)];
};
const line = list(point);
const rings = list(line);

/** The ground under the network: a GeoJSON FeatureCollection of districts and river. Other kinds of feature are passed over. */
export const base: Parser<readonly BaseArea[]> = (value, at) => {
  const { features } = shape({ features: list((item) => item) })(value, at);
  return features.flatMap((item, i) => {
    const where = `features[${i}]`;
    const { properties, geometry } = plainObject(item, where);
    const named = shape({ kind: text, id: nullable(text), name: nullable(text) })(properties, `${where}.properties`);
    if (named.kind !== 'district' && named.kind !== 'river') return [];
    return [{ kind: named.kind, id: named.id ?? String(i), name: named.name, ...shapes(geometry, `${where}.geometry`) }];
  });
};

function shapes(value: unknown, at: string): Pick<BaseArea, 'polygons' | 'lines'> {
  const { type, coordinates } = plainObject(value, at);
  const where = `${at}.coordinates`;
  switch (type) {
    case 'Polygon': return { polygons: [rings(coordinates, where)], lines: [] };
    case 'MultiPolygon': return { polygons: list(rings)(coordinates, where), lines: [] };
    case 'LineString': return { polygons: [], lines: [line(coordinates, where)] };
    case 'MultiLineString': return { polygons: [], lines: rings(coordinates, where) };
    default: throw new WireError(`${at}.type`, 'Polygon, MultiPolygon, LineString or MultiLineString', type);
  }
}
