import { describe, expect, it } from 'vitest';
import { WireError, count, dictionary, epoch, flag, instant, list, nullable, number, oneOf, shape, text, tuple, type Parser } from './parse';

const refusals: readonly (readonly [string, Parser<unknown>, unknown, string])[] = [
  ['text', text, 3, 'x: expected text, got 3.'],
  ['number', number, '3', 'x: expected a finite number, got "3".'],
  ['number, infinite', number, Infinity, 'x: expected a finite number, got null.'],
  ['count, negative', count, -1, 'x: expected a whole number of 0 or more, got -1.'],
  ['count, broken', count, 1.5, 'x: expected a whole number of 0 or more, got 1.5.'],
  ['flag', flag, 1, 'x: expected true or false, got 1.'],
  ['instant, no offset', instant, '2030-01-01T00:00:00', 'x: expected an ISO 8601 time with an offset, got "2030-01-01T00:00:00".'],
  ['instant, no such day', instant, '2030-13-45T00:00:00Z', 'x: expected an ISO 8601 time with an offset, got "2030-13-45T00:00:00Z".'],
  ['epoch', epoch, 'now', 'x: expected a finite number, got "now".'],
  ['oneOf', oneOf('a', 'b'), 'c', 'x: expected one of a, b, got "c".'],
  ['list', list(text), {}, 'x: expected a list, got {}.'],
  ['an item of a list', list(text), ['a', null], 'x[1]: expected text, got null.'],
  ['tuple', tuple(4), [1, 2, 3], 'x: expected 4 numbers, got [1,2,3].'],
  ['dictionary', dictionary(count), { a: 'b' }, 'x.a: expected a whole number of 0 or more, got "b".'],
  ['shape, not an object', shape({ a: text }), [], 'x: expected an object, got [].'],
  ['shape, deep', shape({ a: list(shape({ b: text })) }), { a: [{ b: 'c' }, {}] }, 'x.a[1].b: expected text, got nothing.'],
];

describe('a parser', () => {
  it.each(refusals)('refuses %s and names the field', (_, parse, value, message) => {
    expect(() => parse(value, 'x')).toThrow(WireError);
    expect(() => parse(value, 'x')).toThrow(message);
  });

  it('takes what is missing for null only where that is agreed', () => {
    expect(shape({ a: nullable(text) })({}, '')).toEqual({ a: null });
  });

  it('ignores fields that it does not know, so that the server may add some', () => {
    expect(shape({ a: text })({ a: 'b', later: 1 }, '')).toEqual({ a: 'b' });
  });

  it('shortens what it quotes', () => {
    expect(() => text(['long'.repeat(100)], 'x')).toThrow(/^x: expected text, got .{57}…\.$/);
  });
});
