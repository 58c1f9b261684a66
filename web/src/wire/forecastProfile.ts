import { search, type Api } from './api';
import type { AssetId, Millis } from './brands';
import { runPath, runQuery, type Run } from './forecast';
import type { HttpOptions } from './http';
import { WireError, count, epoch, instant, list, nullable, number, shape, text, type Parser } from './parse';
import { kind } from './kinds';
import { id } from './warnings';

/** A node along the way; metres along it and above datum. */
const station = shape({ asset: id, key: count, name: nullable(text), distanceM: number, invertM: number, groundM: nullable(number), measured: nullable(number) });
export type Station = ReturnType<typeof station>;

const link = shape({ asset: id, fromStation: count, toStation: count, invertFromM: number, invertToM: number, heightM: number, kind });
export type ProfileLink = ReturnType<typeof link>;

/** Water levels of every station at every time, m above datum; null where nothing is known. */
const heads = list(list(nullable(number)));

const raw = shape({ issuedAt: nullable(instant), stations: list(station), links: list(link), times: list(epoch), head: heads, p10: nullable(heads), p90: nullable(heads) });
export type Profile = ReturnType<typeof raw>;

/** A way through the network with its pipes, and the water in it through time. */
export const profile: Parser<Profile> = (value, at) => {
  const result = raw(value, at);
  result.links.forEach(({ fromStation, toStation }, i) => {
    if (Math.max(fromStation, toStation) >= result.stations.length) throw new WireError(`links[${i}]`, `stations below ${result.stations.length}`, [fromStation, toStation]);
  });
  for (const name of ['head', 'p10', 'p90'] as const) {
    const rows = result[name];
    if (rows === null) continue;
    if (rows.length !== result.times.length) throw new WireError(name, `${result.times.length} rows, as many as times`, `${rows.length} rows`);
    rows.forEach((row, i) => { if (row.length !== result.stations.length) throw new WireError(`${name}[${i}]`, `${result.stations.length} values, as many as stations`, `${row.length} values`); });
  }
  return result;
};

/** A way between two assets, or from one to where its water ends. */
export type Way = { readonly from: AssetId; readonly to: AssetId } | { readonly down: AssetId };

export function readProfile(api: Api, run: Run, way: Way, options?: HttpOptions): Promise<Profile> {
  return api.http.get(`${runPath(run)}/profile${search({ ...way, ...runQuery(run) })}`, profile, { timeoutMs: 30_000, retries: 1, ...options });
}

/** The water of a moment, m above datum: between two times in proportion, outside of them null. */
export function headsAt(times: readonly Millis[], rows: readonly (readonly (number | null)[])[], at: number): readonly (number | null)[] | null {
  if (times.length === 0 || at < times[0]! || at > times[times.length - 1]!) return null;
  let next = times.findIndex((time) => time >= at);
  if (next <= 0) next = times.length > 1 ? 1 : 0;
  const before = Math.max(0, next - 1);
  const share = next === before ? 0 : (at - times[before]!) / (times[next]! - times[before]!);
  return rows[before]!.map((a, i) => {
    const b = rows[next]![i]!;
    return a === null || b === null ? (share < 0.5 ? a : b) : a + share * (b - a);
  });
}
