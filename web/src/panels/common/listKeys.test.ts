// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { useListKeys } from './listKeys';
import { commandOf, useShortcuts } from './shortcuts';

const List = defineComponent({
  props: { names: { type: Array<string>, required: true }, rank: { type: Number, default: 0 } },
  setup(props) {
    const box = ref<HTMLElement | null>(null);
    useListKeys(box, props.rank);
    return () => h('ul', { ref: box }, props.names.map((name) => h('li', h('button', { 'data-row': '', id: name }, name))));
  },
});
let searched = 0;
const Page = defineComponent(() => {
  useShortcuts({ '/': () => { searched++; }, 'mod+k': () => { searched++; } });
  return () => h('div', [h('input', { id: 'field' }), h(List, { names: ['low1', 'low2'] }), h(List, { names: ['a', 'b', 'c'], rank: 1 })]);
});

let page: ReturnType<typeof mount> | undefined;
const open = () => { page = mount(Page, { attachTo: document.body }); };
const press = (key: string, init: KeyboardEventInit = {}) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
const focused = () => document.activeElement?.id;
afterEach(() => { page?.unmount(); searched = 0; });

describe('lists by keyboard', () => {
  it('are entered at the first row of the one that ranks highest', () => {
    open();
    press('j');
    expect(focused()).toBe('a');
  });

  it('are entered from below by k', () => {
    open();
    press('k');
    expect(focused()).toBe('c');
  });

  it('move by j, k and arrows, and stop at both ends', () => {
    open();
    for (const key of ['j', 'j', 'ArrowDown', 'j']) press(key);
    expect(focused()).toBe('c');
    for (const key of ['ArrowUp', 'k', 'k']) press(key);
    expect(focused()).toBe('a');
    press('End');
    expect(focused()).toBe('c');
    press('Home');
    expect(focused()).toBe('a');
  });

  it('move where the focus is', () => {
    open();
    document.getElementById('low1')!.focus();
    press('j');
    expect(focused()).toBe('low2');
  });

  it('leave the arrows alone outside of lists', () => {
    open();
    press('ArrowDown');
    expect(focused()).not.toBe('a');
  });
});

describe('shortcuts', () => {
  it('are text in a field, but for Escape and the command key', () => {
    open();
    document.getElementById('field')!.focus();
    press('/');
    press('j');
    expect([searched, focused()]).toEqual([0, 'field']);
    press('k', { ctrlKey: true });
    expect(searched).toBe(1);
  });

  it('are commands elsewhere', () => {
    open();
    press('/');
    expect(searched).toBe(1);
  });

  it('leave the browser what is its own', () => {
    const key = (init: KeyboardEventInit) => commandOf(new KeyboardEvent('keydown', init));
    expect([key({ key: 'f', ctrlKey: true }), key({ key: 'f', altKey: true }), key({ key: 'k', ctrlKey: true, altKey: true })]).toEqual(['mod+f', null, null]);
  });
});
