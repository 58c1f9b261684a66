import { millis, type Millis } from './brands';

/** What came off the wire is not what was agreed. Names the field, as `items[3].effects[0].firstAt`. */
export class WireError extends Error {
  constructor(readonly field: string, expected: string, got: unknown) {
    super(`${field}: expected ${expected}, got ${describe(got)}.`);
    this.name = 'WireError';
  }
}

/** Turns an unknown value into a `T` or throws a {@link WireError} that names the field `at`. */
export type Parser<T> = (value: unknown, at: string) => T;

export const text: Parser<string> = (value, at) => {
  if (typeof value !== 'string') throw new WireError(at, 'text', value);
  return value;
};

/** A finite number: JSON has no NaN, but a number can overflow to infinity. */
export const number: Parser<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new WireError(at, 'a finite number', value);
  return value;
};

/** A whole number, 0 or more, that a double holds exactly. */
export const count: Parser<number> = (value, at) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new WireError(at, 'a whole number of 0 or more', value);
  return value as number;
};

export const flag: Parser<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new WireError(at, 'true or false', value);
  return value;
};

/** ISO 8601 with an offset, as REST sends. */
export const instant: Parser<Millis> = (value, at) => {
  if (typeof value !== 'string' || !/(Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new WireError(at, 'an ISO 8601 time with an offset', value);
  }
  return millis(Date.parse(value));
};

/** Unix milliseconds, as the live wire sends. */
export const epoch: Parser<Millis> = (value, at) => millis(number(value, at));

export function nullable<T>(parse: Parser<T>): Parser<T | null> {
  return (value, at) => (value === null || value === undefined ? null : parse(value, at));
}

export function list<T>(parse: Parser<T>): Parser<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new WireError(at, 'a list', value);
    return value.map((item, i) => parse(item, `${at}[${i}]`));
  };
}

export function oneOf<const T extends string>(...names: readonly T[]): Parser<T> {
  return (value, at) => {
    if (!names.includes(value as T)) throw new WireError(at, `one of ${names.join(', ')}`, value);
    return value as T;
  };
}

export function tuple(length: number): Parser<number[]> {
  return (value, at) => {
    const numbers = list(number)(value, at);
    if (numbers.length !== length) throw new WireError(at, `${length} numbers`, value);
    return numbers;
  };
}

/** Values by name, each of one type. */
export function dictionary<T>(parse: Parser<T>): Parser<Record<string, T>> {
  return (value, at) => {
    const source = plainObject(value, at);
    return Object.fromEntries(Object.entries(source).map(([name, item]) => [name, parse(item, `${at}.${name}`)]));
  };
}

type Shape = Record<string, Parser<unknown>>;
type Parsed<S extends Shape> = { readonly [K in keyof S]: ReturnType<S[K]> };

/** An object with at least these fields; others are ignored, so that the server may add some. */
export function shape<S extends Shape>(fields: S): Parser<Parsed<S>> {
  const entries = Object.entries(fields);
  return (value, at) => {
    const source = plainObject(value, at);
    const result: Record<string, unknown> = {};
    for (const [name, parse] of entries) result[name] = parse(source[name], at === '' ? name : `${at}.${name}`);
    return result as Parsed<S>;
  };
}

export function plainObject(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WireError(at || 'message', 'an object', value);
  return value as Record<string, unknown>;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
