import { describe, expect, it } from 'vitest';
import { assetId, millis, rowOf } from '../../wire/brands';
import type { AssetHit } from '../contract';
import { ageWords, describeHit, significant, valueWords } from './describe';

const pump: AssetHit = {
  type: 'asset', row: rowOf(1), id: assetId('town:P2'), name: '2 号泵站', kind: 'pumpStation', level: 'none', stale: false,
  reading: { quantity: 1, value: 3.421, at: millis(1_000_000) }, fill: 800, position: [10, 50],
};

describe('what is under the pointer', () => {
  it('is said as name, one value, its age', () => {
    expect(describeHit(pump, 'zh', millis(1_012_000))).toEqual({ title: '2 号泵站', value: '液位 3.42 m', age: '12 秒前' });
    expect(describeHit({ ...pump, stale: true }, 'en', millis(8_200_000))).toEqual({ title: '2 号泵站', value: 'Level 3.42 m', age: 'Stale · 2 h ago' });
  });

  it('is its kind and id without a name, and says when nothing measures it', () => {
    expect(describeHit({ ...pump, name: null, reading: null }, 'zh', null)).toEqual({ title: '泵站 P2', value: '', age: '无监测' });
  });
});

describe('a value', () => {
  it('has three significant digits and its unit', () => {
    expect([significant(1234.5), significant(12.345), significant(0.012345), significant(-3), significant(0)]).toEqual(['1235', '12.3', '0.0123', '-3.00', '0']);
    expect(valueWords(2, 0.0125, 'en')).toBe('Flow 12.5 L/s');
    expect(valueWords(2, 1.5, 'zh')).toBe('流量 1.50 m³/s');
    expect([valueWords(6, 1, 'zh'), valueWords(7, 1, 'en'), valueWords(4, 250_000, 'en')]).toEqual(['运行中', 'Tripped', 'Pressure 250 kPa']);
  });

  it('has an age that is never of the future', () => {
    expect([ageWords(-5_000, 'en'), ageWords(89_000, 'en'), ageWords(91_000, 'en'), ageWords(3 * 86_400_000, 'zh')]).toEqual(['0 s ago', '89 s ago', '2 min ago', '3 天前']);
  });
});
