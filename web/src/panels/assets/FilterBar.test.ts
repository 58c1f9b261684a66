// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { mountPart } from '../../testing/mounting';
import { ProblemError } from '../../wire/http';
import FilterBar from './FilterBar.vue';
import { faultOf } from './list';

const refused = (detail: string) => new ProblemError(400, 'Bad Request', detail, null);

describe('a fault in the filter', () => {
  it('is found in what the server says, counted from 0', () => {
    expect(faultOf(refused('where column 9: Expected a number, found \'}\'.'))).toEqual({ caret: 8, message: 'Expected a number, found \'}\'.' });
  });

  it('is not any other error', () => {
    expect([faultOf(refused('kind \'x\' is not a kind.')), faultOf(new Error('column 3: nothing')), faultOf(null)]).toEqual([null, null, null]);
  });

  it('is pointed at under the character where it is', () => {
    const bar = mountPart(FilterBar, { props: { q: '', where: 'level > }', kind: '', fault: { caret: 8, message: 'Expected a number.' } } });
    expect(bar.get('.caret').element.textContent).toBe('        ▲');
    expect(bar.get('#where-error').text()).toContain('Expected a number.');
    expect(bar.get('.where input').attributes('aria-invalid')).toBe('true');
  });

  it('is pointed at past characters of double width', () => {
    const bar = mountPart(FilterBar, { props: { q: '', where: 'name = 北 }', kind: '', fault: { caret: 9, message: '' } } });
    expect(bar.get('.caret').element.textContent).toBe('       　 ▲');
  });
});

describe('an example', () => {
  it('fills the filter, and empties it when pressed again', async () => {
    const bar = mountPart(FilterBar, { props: { q: '', where: '', kind: '' as const, fault: null, 'onUpdate:where': (where: string) => bar.setProps({ where }) } });
    const example = bar.get('.examples button');
    await example.trigger('click');
    expect([bar.props('where'), example.attributes('aria-pressed')]).toEqual(['state >= blue', 'true']);
    await example.trigger('click');
    expect(bar.props('where')).toBe('');
    expect(bar.emitted('apply')).toHaveLength(2);
  });
});
