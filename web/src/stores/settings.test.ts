// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaults, overrides, parse, useSettings } from './settings';

const stored = () => JSON.parse(localStorage.getItem('digitaltwin.settings') ?? 'null') as unknown;
const opened = (query = '') => {
  history.replaceState(null, '', `/${query}`);
  setActivePinia(createPinia());
  return useSettings();
};
beforeEach(() => localStorage.clear());

describe('settings', () => {
  it('begin at night and in Chinese', () => {
    const { theme, locale } = opened();
    expect([theme, locale]).toEqual(['night', 'zh']);
  });

  it('are remembered by this browser', () => {
    opened().theme = 'day';
    expect(opened().theme).toBe('day');
  });

  it('follow the address without remembering it', () => {
    expect(opened('?theme=day&lang=en').locale).toBe('en');
    expect(stored()).toBeNull();
    expect(opened().locale).toBe('zh');
  });

  it('remember a change made under an address, and only that', () => {
    opened('?theme=day&lang=en').flow = 'L/s';
    expect(stored()).toEqual({ ...defaults, flow: 'L/s' });
  });

  it('take the default for each field that is not what it should be', () => {
    expect(parse({ theme: 'pink', locale: 'en', flow: 7, tiles: 'yes' })).toEqual({ ...defaults, locale: 'en' });
    expect(parse('nonsense')).toEqual(defaults);
    expect(overrides(new URLSearchParams('theme=dark&lang=fr'))).toEqual({});
  });

  it('survive a storage that holds something else', () => {
    localStorage.setItem('digitaltwin.settings', '{broken');
    expect(opened().theme).toBe('night');
  });
});
