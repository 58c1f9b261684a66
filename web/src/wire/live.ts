import type { Millis } from './brands';
import { WireError, count, epoch, list, number, oneOf, plainObject, shape, text, type Parser } from './parse';

/** Columns of equal length, one row an asset. Fill is permille of full, −1 where it means nothing. */
export interface StateColumns {
  readonly at: Millis;
  readonly key: Uint32Array;
  readonly state: Uint8Array;
  readonly quantity: Uint16Array;
  readonly value: Float64Array;
  readonly fill: Int16Array;
}

/** The whole of a network's live state; assets that it does not name have none. */
export interface StateSnapshot extends StateColumns {
  readonly seq: number;
}

/** What changed in one group since its batch `prev`. */
export interface StateChanges extends StateColumns {
  readonly group: string;
  readonly prev: number;
  readonly seq: number;
}

export interface ClockTick {
  readonly now: Millis;
  /** City seconds a wall second. */
  readonly rate: number;
  readonly mode: ClockMode;
}

export type ClockMode = 'live' | 'demo' | 'replay';
export const clockMode = oneOf('live', 'demo', 'replay');

/** What `View` answers: the groups whose changes this client now receives, and where each stands. */
export interface Joined {
  readonly at: Millis;
  readonly groups: readonly { readonly group: string; readonly seq: number }[];
}

export const snapshot: Parser<StateSnapshot> = (value, at) => {
  const source = plainObject(value, at);
  return { seq: count(source.seq, field(at, 'seq')), ...columns(source, at) };
};

export const changes: Parser<StateChanges> = (value, at) => {
  const source = plainObject(value, at);
  return {
    group: text(source.group, field(at, 'group')),
    prev: count(source.prev, field(at, 'prev')),
    seq: count(source.seq, field(at, 'seq')),
    ...columns(source, at),
  };
};

export const clock: Parser<ClockTick> = shape({ now: epoch, rate: number, mode: clockMode });

export const joined: Parser<Joined> = shape({ at: epoch, groups: list(shape({ group: text, seq: count })) });

export function columns(source: Record<string, unknown>, at: string): StateColumns {
  const key = column(source.key, field(at, 'key'), 0, 0xffffffff, Uint32Array);
  const n = key.length;
  return {
    at: epoch(source.at, field(at, 'at')),
    key,
    state: sized(column(source.state, field(at, 'state'), 0, 0xff, Uint8Array), n, field(at, 'state')),
    quantity: sized(column(source.quantity, field(at, 'quantity'), 0, 0xffff, Uint16Array), n, field(at, 'quantity')),
    value: sized(column(source.value, field(at, 'value'), -Number.MAX_VALUE, Number.MAX_VALUE, Float64Array), n, field(at, 'value')),
    fill: sized(column(source.fill, field(at, 'fill'), -0x8000, 0x7fff, Int16Array), n, field(at, 'fill')),
  };
}

function column<T extends ArrayLike<number>>(value: unknown, at: string, min: number, max: number, type: new (length: number) => T): T {
  if (!Array.isArray(value)) throw new WireError(at, 'a list of numbers', value);
  const result = new type(value.length) as T & { [index: number]: number };
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i];
    if (typeof item !== 'number' || !(item >= min && item <= max)) throw new WireError(`${at}[${i}]`, `a number from ${min} to ${max}`, item);
    result[i] = item;
  }
  return result;
}

function sized<T extends ArrayLike<number>>(values: T, length: number, at: string): T {
  if (values.length !== length) throw new WireError(at, `${length} values, as many as keys`, `${values.length} values`);
  return values;
}

function field(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
