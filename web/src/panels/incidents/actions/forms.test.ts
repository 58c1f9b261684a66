import { describe, expect, it } from 'vitest';
import { actionsOf, taskActionsOf } from './choices';
import { contentOf, costsOf, forms, missing } from './forms';

describe('what an action sends', () => {
  it('leaves out what was left empty, and trims', () => expect(contentOf('tasks', { title: ' 取样 ', text: '', department: 'ecology', coOwners: [], dueMinutes: 30, evidence: ['photo'] })).toEqual({ title: '取样', department: 'ecology', dueMinutes: 30, evidence: ['photo'] }));
  it('keeps figures under facts, and a zero as a figure', () => expect(contentOf('assess', { grade: 'III', reason: 'x', deaths: 0, evacuated: 5000, waterSource: 'township' })).toEqual({ grade: 'III', reason: 'x', facts: { deaths: 0, evacuated: 5000, waterSource: 'township' } }));
  it('names the commander, and the lead of a group', () => expect([contentOf('commander', { person: 'li' }), contentOf('group', { group: '监测', department: 'ecology', person: 'li' })]).toEqual([{ name: 'li' }, { group: '监测', department: 'ecology', lead: 'li' }]));
  it('splits lines and costs', () => expect(contentOf('review', { summary: 's', costs: '抽排车 2 台 3,600\n化验：450.5 元\n人工', lessons: 'a\n\n b ' })).toEqual({ summary: 's', costs: [{ item: '抽排车 2 台', yuan: 3600 }, { item: '化验', yuan: 450.5 }, { item: '人工', yuan: 0 }], lessons: ['a', 'b'] }));
  it('takes a bare figure as an item without a price', () => expect(costsOf('3600')).toEqual([{ item: '3600', yuan: 0 }]));
});

describe('what is still wanted', () => {
  it('is what may not be left out and holds nothing but blanks', () => expect(missing(forms.assess!, { grade: 'III', reason: '  ' })).toEqual(['reason']));
});

describe('what is offered', () => {
  const may = ['note', 'verify', 'mark', 'task:T1:accept', 'task:T12:done', 'task:T1:refuse'];
  it('is what the server offers, what moves on first', () => expect(actionsOf(may)).toEqual(['verify', 'note']));
  it('is of the one task', () => expect(taskActionsOf(may, 'T1')).toEqual(['accept', 'refuse']));
});
