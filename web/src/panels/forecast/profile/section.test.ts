import { describe, expect, it } from 'vitest';
import { epochAt, iso } from '../../../testing/forecast';
import { profile as parse } from '../../../wire/forecastProfile';
import { groundPath, headPath, isSurcharged, reading, sectionScale, spreadPath, waterOutline } from './section';

const station = (asset: string, distanceM: number, invertM: number, groundM: number | null) => ({ asset: `town:${asset}`, key: distanceM + 1, name: null, distanceM, invertM, groundM, measured: null });
const pipe = (from: number, to: number, a: number, b: number, kind = 'pipeSegment') => ({ asset: `town:p${from}`, fromStation: from, toStation: to, invertFromM: a, invertToM: b, heightM: 0.5, kind });
const way = parse({
  issuedAt: iso(0), times: [epochAt(0)], head: [[10.2, 9.6, 12]], p10: [[10.1, 9.5, 11.9]], p90: [[10.3, 9.9, null]],
  stations: [station('a', 0, 10, 13), station('b', 100, 9, null), station('c', 110, 11, 14)],
  links: [pipe(0, 1, 10, 9), pipe(1, 2, 9, 11, 'pumpStation')],
}, '');
const scale = sectionScale(way, 1100, 100);
const y = (level: number) => scale.y(level);

describe('a longitudinal section', () => {
  it('has room for all levels of all times, so that nothing moves while the slider does', () => {
    expect(scale.low).toBeLessThan(9);
    expect(scale.high).toBeGreaterThan(14);
    expect([scale.x(0), scale.x(110)]).toEqual([0, 1100]);
  });

  it('draws the ground from known to known', () => {
    expect(groundPath(way, scale)).toBe(`M0 ${y(13)}L1100 ${y(14)}`);
  });

  it('fills a pipe from its invert to the water, and no further than its crown', () => {
    const [first] = way.links;
    expect(waterOutline(way, first!, [10.2, 9.6, 12], scale)).toBe(`M0 ${y(10.2)}L1000 ${y(9.5)}L1000 ${y(9)}L0 ${y(10)}Z`);
    expect(waterOutline(way, first!, [10, 9, 12], scale)).toBeNull();
    expect(waterOutline(way, first!, [null, 9.6, 12], scale)).toBeNull();
  });

  it('breaks the water line where a pump lifts it, and holds no water in a pump', () => {
    expect(headPath(way, [10.2, 9.6, 12], scale)).toBe(`M0 ${y(10.2)}L1000 ${y(9.6)}M1100 ${y(12)}`);
    expect(waterOutline(way, way.links[1]!, [10.2, 9.6, 12], scale)).toBeNull();
  });

  it('leaves its band out where one of its edges is not known', () => {
    expect(spreadPath(way, way.p10![0]!, way.p90![0]!, scale)).toBe(`M0 ${y(10.3)}L1000 ${y(9.9)}L1000 ${y(9.5)}L0 ${y(10.1)}Z`);
  });

  it('reads depth and what is left to the ground, below zero where it runs over', () => {
    expect(reading(way.stations[0]!, 13.2)).toEqual({ depth: expect.closeTo(3.2), freeboard: expect.closeTo(-0.2) });
    expect(reading(way.stations[1]!, 9.4)).toEqual({ depth: expect.closeTo(0.4), freeboard: null });
    expect(reading(way.stations[0]!, null)).toEqual({ depth: null, freeboard: null });
  });

  it('knows water above every crown from water in a pipe', () => {
    expect([isSurcharged(way, 0, 10.4), isSurcharged(way, 0, 10.6), isSurcharged(way, 2, 20)]).toEqual([false, true, false]);
  });
});
