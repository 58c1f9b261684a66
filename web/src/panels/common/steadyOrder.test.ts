import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { steadyOrder } from './steadyOrder';

describe('a list in use', () => {
  it('stays in place: what goes leaves, what is new comes last, and the order returns when it is let go', () => {
    const items = ref<readonly string[]>(['a', 'b', 'c']);
    const held = ref(false);
    const shown = steadyOrder(items, (item) => item, held);
    held.value = true;
    items.value = ['d', 'c', 'a'];
    expect(shown.value).toEqual(['a', 'c', 'd']);
    held.value = false;
    expect(shown.value).toEqual(['d', 'c', 'a']);
  });

  it('shows the newest version of what stays', () => {
    const items = ref<readonly { id: string; n: number }[]>([{ id: 'a', n: 1 }]);
    const shown = steadyOrder(items, (item) => item.id, ref(true));
    items.value = [{ id: 'a', n: 2 }];
    expect(shown.value).toEqual([{ id: 'a', n: 2 }]);
  });
});
