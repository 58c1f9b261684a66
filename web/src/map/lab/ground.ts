import type { BaseArea, LonLat } from '../../wire/base';
import type { Geometry } from '../../wire/geometry';

const names = ['迎泽区', '杏花岭区', '万柏林区', '小店区', '晋源区', '尖草坪区'];

/** Six districts over a network's box, and a river down its middle. */
export function syntheticGround(geometry: Geometry): readonly BaseArea[] {
  const west = Math.min(...chunked(geometry.nodeLon, Math.min)) / 1e7 - 0.01, east = Math.max(...chunked(geometry.nodeLon, Math.max)) / 1e7 + 0.01;
  const south = Math.min(...chunked(geometry.nodeLat, Math.min)) / 1e7 - 0.01, north = Math.max(...chunked(geometry.nodeLat, Math.max)) / 1e7 + 0.01;
  const at = (u: number, v: number): LonLat => [west + (east - west) * u, south + (north - south) * v];
  const districts = names.map((name, i): BaseArea => {
    const [u, v] = [(i % 3) / 3, Math.floor(i / 3) / 2];
    const skew = (a: number, b: number): LonLat => at(a + 0.03 * Math.sin(b * 9), b + 0.03 * Math.sin(a * 8));
    const ring = [skew(u, v), skew(u + 1 / 3, v), skew(u + 1 / 3, v + 0.25), skew(u + 1 / 3, v + 0.5), skew(u, v + 0.5), skew(u, v + 0.25), skew(u, v)];
    return { kind: 'district', id: String(i), name, polygons: [[ring]], lines: [] };
  });
  const river = Array.from({ length: 40 }, (_, i) => at(0.46 + 0.05 * Math.sin(i / 5), i / 39));
  return [...districts, { kind: 'river', id: 'fen', name: '汾河', polygons: [], lines: [river] }];
}

/** Math.min and Math.max take no more than some 100,000 arguments. */
function chunked(values: Int32Array, pick: (...values: number[]) => number): number[] {
  const result: number[] = [];
  for (let i = 0; i < values.length; i += 10_000) result.push(pick(...values.subarray(i, i + 10_000)));
  return result;
}
