import { describe, expect, it } from 'vitest';
import type { PriorityRow } from '../../wire/alarms';
import { draftOf, freeLevel, missing, priorityOf, toSend } from './definition';

const matrix: readonly PriorityRow[] = [
  { withinMinutes: 15, byConsequence: ['medium', 'high', 'critical', 'critical'] },
  { withinMinutes: 60, byConsequence: ['low', 'medium', 'high', 'critical'] },
  { withinMinutes: 10080, byConsequence: ['low', 'low', 'medium', 'high'] },
];

describe('an alarm definition in its form', () => {
  it('tells the priority that the matrix gives, rows by the time there is', () => {
    expect(priorityOf(matrix, 'major', 15)).toBe('critical');
    expect(priorityOf(matrix, 'major', 16)).toBe('high');
    expect(priorityOf(matrix, 'minor', 99_999)).toBe('low');
    expect(priorityOf(matrix, 'major', 0)).toBeNull();
    expect(priorityOf(matrix, '', 10)).toBeNull();
  });

  it('names every rationalisation field that is empty, in either language', () => {
    const draft = draftOf(null);
    expect(missing(draft)).toEqual(['id', 'title', 'cause', 'consequence', 'action', 'source']);
    Object.assign(draft, { id: 'own', source: '值班会议', title: { zh: '名', en: 'n' }, cause: { zh: '因', en: 'c' }, consequence: { zh: '果', en: 'r' }, action: { zh: '做', en: '' } });
    expect(missing(draft)).toEqual(['action']);
  });

  it('sends grades from the mildest level, and offers a level that is free', () => {
    const draft = draftOf(null);
    draft.grades = [{ level: 'red', consequence: 'severe', respondMinutes: 5, priority: 'critical' }, { level: 'blue', consequence: 'minor', respondMinutes: 60, priority: 'low' }];
    expect(toSend(draft).grades.map((g) => g.level)).toEqual(['blue', 'red']);
    expect(freeLevel(draft)).toBe('yellow');
  });
});
