import { describe, expect, it } from 'vitest';
import { entryText } from './entryText';

const t = (key: string) => key;
const tell = (kind: string, data: Record<string, unknown> | null) => entryText({ kind, data }, 'zh', t);

describe('what an entry says', () => {
  it.each([
    ['decided', { text: '关闭 3 号闸门' }, '关闭 3 号闸门'],
    ['assessed', { grade: 'III', reason: '影响取水口' }, 'incidents.grade.III · 影响取水口'],
    ['graded', { grade: null, reason: '误报' }, 'incidents.grade.none · 误报'],
    ['taskChanged', { task: 'T2', action: 'done', text: '已封堵' }, 'T2 · incidents.state.done · 已封堵'],
    ['tasksAdded', { tasks: [{ title: { zh: '取样', en: 'Sample' } }, { title: { zh: '封堵', en: 'Plug' } }] }, '取样；封堵'],
    ['attached', { name: '现场.jpg' }, '现场.jpg'],
    ['commanded', { person: { name: 'li', fullName: '李雯' } }, '李雯'],
    ['commanded', { person: { name: 'li', fullName: null } }, 'li'],
    ['outlook', { affected: 12 }, ''],
  ])('of kind %s is in words', (kind, data, words) => expect(tell(kind, data)).toBe(words));

  it('is nothing where nothing fits, whatever was sent', () => expect([tell('tasksAdded', { tasks: [1, null, 'x'] }), tell('decided', { text: 5 }), tell('noted', null)]).toEqual(['', '', '']));
});
