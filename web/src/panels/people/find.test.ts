import { describe, expect, it } from 'vitest';
import { person, type Person } from '../../wire/people';
import { found, regionsOf, stateOf } from './find';

const someone = (change: Partial<Record<keyof Person, unknown>> = {}): Person => person({
  name: 'li.wen', fullName: '李雯', department: 'ecology', roles: ['dutyOfficer'], regions: [], scopes: ['read'], isDisabled: false, mustChangePassword: false, isTwoFactor: false, lockedUntil: null, version: 1, ...change,
}, '');
const names: Record<string, string> = { ecology: '生态环境', water: '水利' };
const everybody = [someone(), someone({ name: 'zhao', fullName: '赵刚', department: 'water' })];
const find = (words: string, department = '') => found(everybody, words, department, (id) => names[id]!).map((p) => p.name);

describe('people', () => {
  it.each([['', 'li.wen zhao'], ['李', 'li.wen'], ['LI.W', 'li.wen'], ['水利', 'zhao'], ['nobody', '']])('are found by %s', (words, names) => expect(find(words).join(' ')).toBe(names));
  it('are found in a department', () => expect(find('', 'water')).toEqual(['zhao']));
  it('are locked until their time has come', () => {
    const locked = someone({ lockedUntil: new Date(1000).toISOString() });
    expect([stateOf(locked, 999), stateOf(locked, 1000)]).toEqual(['locked', 'active']);
  });
  it('are disabled before anything else', () => expect(stateOf(someone({ isDisabled: true, mustChangePassword: true }), 0)).toBe('disabled'));
});

describe('regions', () => {
  it('are read from commas of either script, each once', () => expect(regionsOf('城东，城西, 城东、 港区 ;')).toEqual(['城东', '城西', '港区']));
});
