import { describe, expect, it } from 'vitest';
import { millis } from '../../wire/brands';
import type { Box } from '../frame/overlay';
import { meet } from '../symbols/place';
import { flagText, placeFlag } from './flags';

const at = (hours: number, minutes: number) => millis(new Date(2030, 0, 1, hours, minutes).getTime());

describe('a flag', () => {
  it('tells the time of arrival and how long is left', () => {
    expect(flagText(at(7, 42), at(7, 28), 'en')).toBe('07:42 · 14 min');
    expect(flagText(at(7, 42), at(7, 28), 'zh')).toBe('07:42 · 14 分钟');
    expect(flagText(at(12, 42), at(7, 28), 'en')).toBe('12:42 · 5 h');
    expect(flagText(at(7, 42), at(7, 50), 'zh')).toBe('07:42 已到达');
  });

  it('has the date when it is not today', () => {
    expect(flagText(at(24, 5), at(23, 55), 'en')).toBe('01-02 00:05 · 10 min');
  });

  it('stands on another side of its place where one is taken, and nowhere when all are', () => {
    const taken: Box[] = [];
    for (let i = 0; i < 4; i++) {
      const flag = placeFlag('x', 40, 100, 100, taken)!;
      expect(taken.some((box) => meet(box, flag.box))).toBe(false);
      taken.push(flag.box);
    }
    expect(placeFlag('x', 40, 100, 100, taken)).toBeNull();
  });
});
