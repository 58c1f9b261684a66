import { expect, it } from 'vitest';
import { millis, wallMillis } from './brands';
import { CityClock } from './cityClock';

it('runs at the city’s rate between ticks, and jumps with a replay', () => {
  let wall = 1_000;
  const clock = new CityClock(() => wallMillis(wall));
  expect(clock.now()).toBeNull();
  clock.sync({ now: millis(500_000), rate: 60, mode: 'demo' });
  wall += 250;
  expect(clock.now()).toBe(515_000);
  clock.sync({ now: millis(100), rate: 1, mode: 'replay' });
  expect([clock.now(), clock.mode]).toEqual([100, 'replay']);
});
