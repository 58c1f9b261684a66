import { describe, expect, it } from 'vitest';
import { encodeGeometry, geometryOf } from '../testing/geometry';
import { decodeGeometry } from './geometry';

const town = geometryOf(
  [{ at: [10.1, 55.1] }, { at: [10.2, 55.2], kind: 'outfall' }, { at: [10.3, 55.3] }],
  [{ ends: [0, 1], via: [[10.15, 55.16]], diameterMm: 800 }, { ends: [2, 1], pipeClass: 'storm' }],
);
type Section = { name: string; type: string; offset: number; length: number };
const sectionOf = (header: Record<string, unknown>, name: string) => (header.sections as Section[]).find((s) => s.name === name)!;

describe('a geometry', () => {
  it('comes back as it was encoded', () => {
    expect(decodeGeometry(encodeGeometry(town))).toEqual(town);
  });

  it('may be empty', () => {
    const empty = geometryOf([]);
    expect(decodeGeometry(encodeGeometry(empty))).toEqual(empty);
  });

  it('is not copied', () => {
    const bytes = encodeGeometry(town);
    expect(decodeGeometry(bytes).nodeLon.buffer).toBe(bytes);
  });

  it.each<[string, (header: Record<string, unknown>) => void, RegExp]>([
    ['a section that is missing', (h) => { h.sections = (h.sections as Section[]).filter((s) => s.name !== 'linkTo'); }, /^sections\.linkTo: /],
    ['a section of another type', (h) => { sectionOf(h, 'nodeLon').type = 'f32'; }, /^sections\.nodeLon\.type: expected i32, got "f32"/],
    ['a type that is none', (h) => { sectionOf(h, 'nodeLon').type = 'f64'; }, /^header\.sections\[\d+\]\.type: /],
    ['a section of another length', (h) => { sectionOf(h, 'nodeKind').length = 2; }, /^sections\.nodeKind\.length: expected 3, got 2/],
    ['a section that leaves the bytes', (h) => { sectionOf(h, 'vertexLat').offset = 8_000; }, /^sections\.vertexLat\.offset: /],
    ['a section off its boundary', (h) => { sectionOf(h, 'nodeKey').offset = 4; }, /^sections\.nodeKey\.offset: expected a multiple of 8/],
    ['a header without counts', (h) => { delete h.nodeCount; }, /^header\.nodeCount: /],
  ])('is refused for %s', (_, change, message) => {
    expect(() => decodeGeometry(encodeGeometry(town, change))).toThrow(message);
  });

  it('is refused for other bytes, too few bytes, and a header that is no JSON', () => {
    expect(() => decodeGeometry(new ArrayBuffer(0))).toThrow(/^magic: expected DTG1/);
    expect(() => decodeGeometry(new TextEncoder().encode('<!doctype html>').buffer)).toThrow(/^magic: /);
    expect(() => decodeGeometry(encodeGeometry(town).slice(0, 40))).toThrow(/^headerLength: /);
    const bytes = encodeGeometry(town);
    new Uint8Array(bytes)[8] = 0;
    expect(() => decodeGeometry(bytes)).toThrow(/^header: expected JSON/);
  });

  it('is refused for a link that ends nowhere, or has no line', () => {
    expect(() => decodeGeometry(encodeGeometry({ ...town, linkTo: Uint32Array.of(1, 3) }))).toThrow(/^linkTo\[1\]: expected below 3, got 3/);
    expect(() => decodeGeometry(encodeGeometry({ ...town, linkStart: Uint32Array.of(0, 1, 5) }))).toThrow(/^linkStart\[1\]: expected two vertices or more/);
    expect(() => decodeGeometry(encodeGeometry({ ...town, linkStart: Uint32Array.of(0, 3, 9) }))).toThrow(/^linkStart\[2\]: expected 5, got 9/);
  });
});
