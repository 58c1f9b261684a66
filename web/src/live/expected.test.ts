import { describe, expect, it } from 'vitest';
import { geometryOf } from '../testing/geometry';
import { epochAt, someFrames } from '../testing/forecast';
import { millis } from '../wire/brands';
import { frames } from '../wire/forecastFrames';
import { noDifference } from '../map/contract';
import { ExpectedNetwork, mostDifferent } from './expected';

const town = () => new ExpectedNetwork(geometryOf([{ at: [10, 50] }, { at: [10.01, 50] }, { at: [10.02, 50] }], [{ ends: [0, 1] }, { ends: [1, 2] }]));
const at = (minutes: number) => millis(epochAt(minutes));
const run = frames(someFrames(), '');

describe('a network painted from a forecast', () => {
  it('fills in proportion between two frames, and has the level of the nearer one', () => {
    const expected = town();
    expected.paint(run, at(15));
    const { fill, bits } = expected.network.state;
    expect([fill[0], fill[1], fill[3], bits[0]]).toEqual([300, -1, 300, 0]);
    expected.paint(run, at(45));
    expect([fill[0], bits[0], bits[3]]).toEqual([700, 4, 2]);
    expected.paint(run, at(500));
    expect([fill[0], bits[0]]).toEqual([500, 1]);
  });

  it('tells the map of no more than what looks different', () => {
    const expected = town();
    expected.paint(run, at(0));
    const log = expected.network.openLog();
    expected.paint(run, at(0));
    expect(log.size).toBe(0);
    expected.paint(run, at(1));
    expect([...log.drain()]).toEqual([0, 3]);
  });

  it('forgets what other frames do not tell of', () => {
    const expected = town();
    expected.paint(run, at(60));
    expected.paint(frames(someFrames({ key: [2], fill: [[1], [1], [1]], level: [[0], [0], [0]], overflow: [[], [], []] }), ''), at(60));
    expect([expected.network.state.fill[0], expected.network.state.bits[0]]).toEqual([-1, 0]);
  });

  it('holds the difference to a base run, whatever the order of that one', () => {
    const base = frames(someFrames({ key: [4, 1, 2], fill: [[200, 100, -1], [600, 400, -1], [400, 500, -1]], level: [[0, 0, 0], [0, 0, 0], [0, 0, 0]], overflow: [[], [], []] }), '');
    const expected = town();
    expected.paint(run, at(60), base);
    expect([expected.network.state.fill[0], expected.network.state.fill[1], expected.network.state.fill[3], expected.network.state.bits[0]]).toEqual([noDifference + 500, -1, noDifference, 0]);
  });

  it('finds when two runs differ most', () => {
    expect(mostDifferent(run, frames(someFrames({ fill: [[100, -1, 200], [890, -1, 600], [100, -1, 400]] }), ''))).toBe(epochAt(120));
    expect(mostDifferent(run, run)).toBeNull();
  });
});
