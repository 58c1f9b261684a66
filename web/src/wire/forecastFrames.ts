import { search, type Api } from './api';
import { runPath, runQuery, type Run } from './forecast';
import type { HttpOptions } from './http';
import { WireError, epoch, instant, list, plainObject, type Parser } from './parse';
import type { Millis } from './brands';

/** The median of a run on the map, moment by moment. Fill is permille, −1 where it means nothing; columns run along {@link key}. */
export interface Frames {
  readonly issuedAt: Millis;
  /** Rising, Unix ms of the city. */
  readonly times: readonly Millis[];
  readonly key: Uint32Array;
  readonly fill: readonly Int16Array[];
  readonly level: readonly Uint8Array[];
  /** Indices into {@link key} that run over, at each time. */
  readonly overflow: readonly Uint32Array[];
}

export const frames: Parser<Frames> = (value, at) => {
  const source = plainObject(value, at);
  const times = list(epoch)(source.times, 'times');
  for (let i = 1; i < times.length; i++) if (times[i]! <= times[i - 1]!) throw new WireError(`times[${i}]`, 'a later time than the one before', times[i]);
  const key = numbers(source.key, 'key', 0, 0xffffffff, Uint32Array);
  const rows = <T>(name: string, parse: (row: unknown, at: string) => T): T[] => {
    const all = source[name];
    if (!Array.isArray(all) || all.length !== times.length) throw new WireError(name, `${times.length} rows, as many as times`, Array.isArray(all) ? `${all.length} rows` : all);
    return all.map((row, i) => parse(row, `${name}[${i}]`));
  };
  const sized = <T extends ArrayLike<number>>(row: T, where: string): T => {
    if (row.length !== key.length) throw new WireError(where, `${key.length} values, as many as keys`, `${row.length} values`);
    return row;
  };
  return {
    issuedAt: instant(source.issuedAt, 'issuedAt'),
    times,
    key,
    fill: rows('fill', (row, where) => sized(numbers(row, where, -1, 0x7fff, Int16Array), where)),
    level: rows('level', (row, where) => sized(numbers(row, where, 0, 4, Uint8Array), where)),
    overflow: rows('overflow', (row, where) => numbers(row, where, 0, Math.max(0, key.length - 1), Uint32Array)),
  };
};

function numbers<T extends ArrayLike<number>>(value: unknown, at: string, min: number, max: number, type: new (length: number) => T): T {
  if (!Array.isArray(value)) throw new WireError(at, 'a list of numbers', value);
  const result = new type(value.length) as T & { [index: number]: number };
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i];
    if (typeof item !== 'number' || !(item >= min && item <= max)) throw new WireError(`${at}[${i}]`, `a number from ${min} to ${max}`, item);
    result[i] = item;
  }
  return result;
}

export function readFrames(api: Api, run: Run, network: string, options?: HttpOptions, everySeconds = 300): Promise<Frames> {
  return api.http.get(`${runPath(run)}/frames${search({ network, every: everySeconds, ...runQuery(run) })}`, frames, { timeoutMs: 60_000, retries: 1, ...options });
}
