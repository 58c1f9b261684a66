import { describe, expect, it } from 'vitest';
import { assetDetail, labels } from './assets';
import { base } from './base';
import { city } from './city';
import { changes, clock, joined, snapshot } from './live';
import { warning, warningBatch } from './warnings';

const batch = { group: 'town/1,2', prev: 4, seq: 5, at: 1_000, key: [7, 9], state: [4, 8], quantity: [1, 2], value: [3.5, 1e-5], fill: [870, -1] };

describe('a batch of changes', () => {
  it('becomes columns', () => {
    const parsed = changes(batch, '');
    expect([...parsed.key]).toEqual([7, 9]);
    expect([...parsed.value]).toEqual([3.5, 1e-5]);
    expect([...parsed.fill]).toEqual([870, -1]);
  });

  it.each([
    ['group', { group: 1 }, /^group: expected text/],
    ['prev', { prev: -1 }, /^prev: expected a whole number/],
    ['seq', { seq: 'x' }, /^seq: /],
    ['at', { at: null }, /^at: /],
    ['a column that is missing', { value: undefined }, /^value: expected a list of numbers, got nothing/],
    ['a column of another length', { fill: [1] }, /^fill: expected 2 values, as many as keys/],
    ['a state over a byte', { state: [256, 0] }, /^state\[0\]: expected a number from 0 to 255/],
    ['a value that is text', { value: [1, '2'] }, /^value\[1\]: /],
    ['a value that is null', { value: [null, 2] }, /^value\[0\]: /],
    ['a negative key', { key: [7, -9] }, /^key\[1\]: /],
  ])('is refused for %s', (_, change, message) => {
    expect(() => changes({ ...batch, ...change }, '')).toThrow(message);
  });

  it('is a snapshot when it names no group', () => {
    expect(snapshot({ ...batch, group: undefined }, '').seq).toBe(5);
  });
});

describe('other hub messages', () => {
  it('parse', () => {
    expect(clock({ now: 5, rate: 60, mode: 'replay' }, '').rate).toBe(60);
    expect(joined({ at: 1, groups: [{ group: 'g', seq: 0 }] }, '').groups).toHaveLength(1);
  });

  it('are refused with the field named', () => {
    expect(() => clock({ now: 5, rate: 60, mode: 'paused' }, '')).toThrow(/^mode: expected one of live, demo, replay/);
    expect(() => joined({ at: 1, groups: [{ group: 'g' }] }, '')).toThrow(/^groups\[0\]\.seq: /);
  });
});

const wireWarning = {
  id: 'w', version: 2, network: 'town', catchment: 'town:end', kind: 'overflow', level: 'red', asset: 'town:a', assetName: null, assetKind: 'manhole', quantity: 'level', unit: 'm',
  value: 4.2, limit: 4, since: '2030-01-01T00:00:00.000Z', knownAt: '2030-01-01T00:00:01.000Z', endedAt: null, position: [10, 50], path: ['town:a', 'town:b'],
  effects: [{ asset: 'town:b', name: '二号井', kind: 'manhole', direction: 'downstream', level: 'orange', quantity: 'flow', value: null, firstAt: '2030-01-01T00:10:00.000Z', peakAt: '2030-01-01T00:20:00.000Z', path: ['town:a', 'town:b'] }],
};

describe('a warning', () => {
  it('reads times as text or as Unix ms', () => {
    const parsed = warningBatch({ seq: 1, at: 1, upserts: [wireWarning, { ...wireWarning, since: 1_893_456_000_000 }] }, '');
    expect(parsed.upserts.map((w) => w.since)).toEqual([1_893_456_000_000, 1_893_456_000_000]);
  });

  it('may concern an asset that no map has', () => {
    expect(warning({ ...wireWarning, assetKind: null, position: null }, '').position).toBeNull();
  });

  it.each([
    ['level', { level: 'purple' }, /^level: expected one of none, blue, yellow, orange, red, got "purple"/],
    ['kind', { kind: 'flood' }, /^kind: /],
    ['position', { position: [10] }, /^position: expected 2 numbers/],
    ['an effect', { effects: [{ ...wireWarning.effects[0], direction: 'sideways' }] }, /^effects\[0\]\.direction: /],
  ])('is refused for %s', (_, change, message) => {
    expect(() => warning({ ...wireWarning, ...change }, '')).toThrow(message);
  });
});

const wireCity = {
  title: '示范市', networks: [{ name: 'demo', title: '示范市', revision: 1, bounds: [112, 37, 113, 38], nodes: 1, links: 1, points: 0, counts: { manhole: 1 } }],
  clock: { now: '2030-01-01T00:00:00Z', rate: 60, mode: 'demo' }, runtime: 'Embedded', version: '0.1', tiles: null, demo: true,
};

describe('the city', () => {
  it('takes subdomains as a list or as a word', () => {
    const tiles = { url: 'https://{s}/{z}/{x}/{y}', attribution: '', maxZoom: 18, shift: 'gcj02' };
    expect(city({ ...wireCity, tiles: { ...tiles, subdomains: ['a1', 'a2'] } }, '').tiles?.subdomains).toEqual(['a1', 'a2']);
    expect(city({ ...wireCity, tiles: { ...tiles, subdomains: 'ab' } }, '').tiles?.subdomains).toEqual(['a', 'b']);
    expect(city({ ...wireCity, tiles }, '').tiles?.subdomains).toEqual([]);
  });

  it('is refused for bounds that are inside out', () => {
    const networks = [{ ...wireCity.networks[0], bounds: [113, 37, 112, 38] }];
    expect(() => city({ ...wireCity, networks }, '')).toThrow(/^networks\[0\]\.bounds: expected west ≤ east/);
  });
});

describe('an asset', () => {
  it('is refused for an attribute that is a list', () => {
    expect(() => assetDetail({ id: 'town:a', key: 1, name: null, kind: 'manhole', position: [1, 2], network: 'town', attributes: { diameterM: [1] } }, '')).toThrow(/^attributes\.diameterM: /);
  });

  it('is refused for a kind that is none', () => {
    expect(() => assetDetail({ id: 'town:a', key: 1, kind: 'castle' }, '')).toThrow(/^kind: expected an asset kind, got "castle"/);
  });

  it('has a label of two parts', () => {
    expect(labels({ nodes: [['a', null]], links: [], points: [] }, '').nodes[0]).toEqual({ local: 'a', name: null });
    expect(() => labels({ nodes: [['a']], links: [], points: [] }, '')).toThrow(/^nodes\[0\]: expected \[local id, name\]/);
  });
});

describe('the base map', () => {
  const feature = (kind: string, geometry: unknown) => ({ type: 'FeatureCollection', features: [{ properties: { kind, id: '1', name: '东区' }, geometry }] });

  it('takes districts and rivers, and passes over the rest', () => {
    expect(base(feature('district', { type: 'Polygon', coordinates: [[[1, 2], [3, 4], [1, 2]]] }), '')[0]?.polygons).toHaveLength(1);
    expect(base(feature('river', { type: 'LineString', coordinates: [[1, 2], [3, 4]] }), '')[0]?.lines[0]).toHaveLength(2);
    expect(base(feature('forest', null), '')).toEqual([]);
  });

  it('is refused for a shape that it cannot draw', () => {
    expect(() => base(feature('river', { type: 'Point', coordinates: [1, 2] }), '')).toThrow(/^features\[0\]\.geometry\.type: /);
    expect(() => base(feature('river', { type: 'LineString', coordinates: [[1]] }), '')).toThrow(/^features\[0\]\.geometry\.coordinates\[0\]: /);
  });
});
