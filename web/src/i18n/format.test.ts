import { describe, expect, it } from 'vitest';
import { createTranslations } from '.';
import { attributeLines } from './attributes';
import { positionText } from './coordinates';
import { count, significant } from './number';
import { ageText, countdownText, dateAndTime, spanText, timeOfDay } from './time';
import type { Translate } from './translate';
import { displayUnit, quantityText } from './units';

const { t: translate, te } = createTranslations('zh').global;
const t: Translate = (key, named) => translate(key, named ?? {});
/** With plain spaces for those that keep a number and its unit together. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('numbers', () => {
  it.each([[3.4, '3.40'], [3.416, '3.42'], [12, '12.0'], [123.4, '123'], [1234, '1,230'], [0.012, '0.0120'], [0, '0'], [-2.5, '−2.50'], [NaN, '–']])('shows %d with three significant digits as %s', (value, text) => {
    expect(significant(value)).toBe(text);
  });

  it('counts without decimals', () => {
    expect(count(12345)).toBe('12,345');
  });
});

describe('units', () => {
  it.each([
    [0.31, 'm3/s', '0.310 m³/s'], [0.031, 'm3/s', '31.0 L/s'], [250_000, 'Pa', '250 kPa'], [1_250_000, 'Pa', '1.25 MPa'], [56_000, 'W', '56.0 kW'],
    [2_100_000, 'W', '2.10 MW'], [18.2, 'degC', '18.2 °C'], [840, 'uS/cm', '840 µS/cm'], [7.12, 'pH', '7.12'], [38.2, 'mg/L', '38.2 mg/L'],
  ])('shows %d %s as %s', (value, unit, text) => {
    expect(plain(quantityText(value, unit))).toBe(text);
  });

  it('keeps to the unit that the reader chose for flows', () => {
    expect(plain(quantityText(0.031, 'm3/s', 'm3/s'))).toBe('0.0310 m³/s');
    expect(plain(quantityText(0.5, 'm3/s', 'm3/h'))).toBe('1,800 m³/h');
  });

  it('takes one unit for a value and its limit', () => {
    expect(plain(quantityText(0.05, 'm3/s', 'auto', 0.2))).toBe('0.0500 m³/s');
    expect(displayUnit('m3/s', 0.2)).toEqual({ factor: 1, symbol: 'm³/s' });
  });
});

describe('times', () => {
  const now = new Date(2026, 10, 22, 15, 28, 7).getTime();

  it('gives the date only where it is not today, and the year only where it is not this one', () => {
    expect(timeOfDay(now - hour, now)).toBe('14:28');
    expect(timeOfDay(now - 24 * hour, now)).toBe('11-21 15:28');
    expect(timeOfDay(now - 365 * 24 * hour, now)).toBe('2025-11-22 15:28');
  });

  it('splits an instant for the clock', () => {
    expect(dateAndTime(now)).toEqual({ date: '2026-11-22', time: '15:28:07', weekday: 0 });
    expect(dateAndTime(now, false).time).toBe('15:28');
  });

  it.each([[38 * second, '38 秒'], [14 * minute + 20 * second, '14 分'], [hour + 5 * minute, '1 小时 05 分'], [49 * hour, '2 天']])('tells %d ms as %s', (ms, text) => {
    expect(spanText(ms, t)).toBe(text);
  });

  it('shows seconds of a countdown only in its last ten minutes', () => {
    expect(countdownText(14 * minute + 20 * second, t)).toBe('14 分');
    expect(countdownText(4 * minute + 2 * second, t)).toBe('4 分 02 秒');
    expect(countdownText(12 * second, t)).toBe('12 秒');
  });

  it('never lets a value come from the future', () => {
    expect(ageText(now + 5 * second, now, t)).toBe('刚刚');
    expect(ageText(now - 12 * second, now, t)).toBe('12 秒前');
  });

  it('gives the date of what is older than a month', () => {
    expect(ageText(new Date(2012, 5, 29, 14, 0).getTime(), now, t)).toBe('2012-06-29');
  });
});

describe('coordinates', () => {
  it('shows decimal degrees to the metre', () => {
    expect(positionText(112.734112, 38.412018, 'decimal')).toBe('38.41202, 112.73411');
  });

  it('carries seconds over into minutes and degrees', () => {
    expect(positionText(112.5, 38.999999999, 'dms')).toBe('39°00′00.0″N 112°30′00.0″E');
    expect(positionText(-10.25, -0.5, 'dms')).toBe('0°30′00.0″S 10°15′00.0″W');
  });
});

describe('attributes', () => {
  it('names what is known, gives the unit by the name, and leaves out what is unknown', () => {
    const lines = attributeLines({ diameterM: 0.9, invertElevationM: 906.0891, intervalSeconds: '60', designFlowM3s: 0.05, class: 'sewer', startDepthM: 0, SURFACE: 'asphalt', hasFlapGate: true, note: null }, t, te, 'auto');
    expect(lines.map(({ label, text }) => plain(`${label} ${text}`))).toEqual(['管径 0.9 m', '管底高程 906.09 m', '采集间隔 60 s', '设计流量 50 L/s', '类别 污水', 'SURFACE asphalt', '拍门 有']);
  });
});
