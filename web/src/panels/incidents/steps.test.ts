import { describe, expect, it } from 'vitest';
import { millis } from '../../wire/brands';
import { stepsOf } from './steps';

const take = (...steps: string[]) => steps.map((step, i) => ({ step, number: i + 1, at: millis(i), knownAt: millis(i * 10), by: null }));
const shown = (...steps: string[]) => stepsOf(take(...steps)).map(({ step, at, times, isNext }) => `${step}${at === null ? '' : `@${at}`}${times > 1 ? `x${times}` : ''}${isNext ? ' <' : ''}`);

describe('the workflow', () => {
  it('begins with the report', () => expect(shown()[0]).toBe('opened <'));
  it('goes on after the furthest step, and tells the last of what was done often', () => {
    expect(shown('opened', 'verified', 'reported', 'assessed', 'reported')).toEqual(['opened@0', 'verified@10', 'assessed@30', 'reported@40x2', 'responded <', 'updated', 'stoodDown', 'reviewed']);
  });
  it('has its stand-down to come again where it was taken back', () => expect(shown('opened', 'responded', 'stoodDown', 'reopened').at(-2)).toBe('stoodDown'));
  it('has nothing to come once it is reviewed', () => expect(stepsOf(take('opened', 'reviewed')).some((s) => s.isNext)).toBe(false));
});
