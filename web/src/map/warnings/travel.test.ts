import { describe, expect, it } from 'vitest';
import { LiveNetwork } from '../../live/network';
import { geometryOf } from '../../testing/geometry';
import { effectOf, minute, warningOf } from '../../testing/warning';
import { assetId, millis } from '../../wire/brands';
import { AssetIndex } from '../assetIndex';
import { NetworkScene } from '../network/scene';
import { LinkFinder, routeOf } from './route';
import { frontOf, legsOf } from './travel';

// a ─p→ b ─q→ c, and from b ─r→ d; r is laid against the way it is travelled.
const scene = new NetworkScene(new LiveNetwork(geometryOf(
  [{ at: [10, 50] }, { at: [10.01, 50] }, { at: [10.02, 50] }, { at: [10.01, 50.01] }],
  [{ ends: [0, 1], via: [[10.005, 50]] }, { ends: [1, 2] }, { ends: [3, 1] }],
)));
const index = new AssetIndex(scene.geometry, {
  nodes: ['a', 'b', 'c', 'd'].map((local) => ({ local, name: null })), links: ['p', 'q', 'r'].map((local) => ({ local, name: null })), points: [],
});
const joins = new LinkFinder(scene);
const route = (...path: string[]) => routeOf(scene, index, path.map((local) => assetId(`town:${local}`)), joins);
const lons = (xs: readonly number[]) => xs.map((x) => Number(((x / 256) * 360 - 180).toFixed(4)));

describe('a route', () => {
  it('follows links, with or without the nodes between them', () => {
    expect(lons(route('a', 'p', 'b', 'q', 'c').x)).toEqual([10, 10.005, 10.01, 10.02]);
    expect(lons(route('p', 'q').x)).toEqual([10, 10.005, 10.01, 10.02]);
  });

  it('finds the link between two nodes that follow each other', () => {
    expect(lons(route('a', 'b', 'c').x)).toEqual([10, 10.005, 10.01, 10.02]);
    expect(lons(route('c', 'b', 'a').x)).toEqual([10.02, 10.01, 10.005, 10]);
  });

  it('turns a link round that is travelled against its direction', () => {
    expect(lons(route('q', 'p').x)).toEqual([10.02, 10.01, 10.005, 10]);
    expect(route('b', 'r', 'd').y[0]).toBeGreaterThan(route('b', 'r', 'd').y[1]!);
  });

  it('passes over assets that are not on this map', () => {
    expect(route('a', 'lost', 'p').reached).toEqual([0, -1, 2]);
    expect(route('lost').x).toEqual([]);
  });
});

describe('a travelling warning', () => {
  const since = Date.UTC(2030, 0, 1);
  const at = (minutes: number) => millis(since + minutes * minute);
  const ids = (...locals: string[]) => locals.map((local) => `town:${local}`);
  const warning = warningOf({
    path: ids('a', 'p', 'b', 'q', 'c').map(assetId),
    effects: [effectOf('town:b', at(10), ids('a', 'p', 'b')), effectOf('town:c', at(30), ids('a', 'p', 'b', 'q', 'c')), effectOf('town:d', at(20), ids('a', 'p', 'b', 'r', 'd'))],
  });
  const legs = legsOf(warning, (path) => routeOf(scene, index, path, joins));
  const minutes = (leg: { readonly at: readonly number[] }) => leg.at.map((t) => Math.round((t - since) / minute));

  it('is drawn once where its paths run together', () => {
    expect(legs).toHaveLength(2);
    expect(lons(legs[0]!.x)).toEqual([10, 10.005, 10.01, 10.02]);
    expect(lons(legs[1]!.x)).toEqual([10.01, 10.01]);
  });

  it('reaches each place at its time, and what lies between in proportion', () => {
    expect(minutes(legs[0]!)).toEqual([0, 5, 10, 30]);
    expect(minutes(legs[1]!)).toEqual([10, 20]);
  });

  it('has a front that moves between vertices', () => {
    expect(frontOf(legs[0]!, at(-1)).passed).toBe(0);
    const front = frontOf(legs[0]!, at(20));
    expect([front.passed, lons([front.x])]).toEqual([3, [10.015]]);
    expect(frontOf(legs[0]!, at(31)).passed).toBe(4);
  });

  it('has arrived nowhere but at its cause while no arrival is known', () => {
    const [leg] = legsOf(warningOf({ path: ids('a', 'p', 'b').map(assetId) }), (path) => routeOf(scene, index, path, joins));
    expect(leg!.at).toEqual([since, Infinity, Infinity]);
    expect(frontOf(leg!, at(600)).passed).toBe(1);
  });

  it('never runs backwards, whatever the forecast says', () => {
    const odd = warningOf({ path: ids('a', 'p', 'b', 'q', 'c').map(assetId), effects: [effectOf('town:b', at(40), []), effectOf('town:c', at(15), [])] });
    const [leg] = legsOf(odd, (path) => routeOf(scene, index, path, joins));
    expect(minutes(leg!)).toEqual([0, 20, 40, 40]);
  });
});
