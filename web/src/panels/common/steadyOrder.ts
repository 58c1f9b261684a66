import { ref, watch, type Ref } from 'vue';

/**
 * Keeps a list's order still while it is in use, so that nothing jumps under the pointer: what goes leaves, what is new
 * comes last, and the true order returns once the list is let go.
 */
export function steadyOrder<T>(items: Ref<readonly T[]>, key: (item: T) => string, held: Ref<boolean>): Ref<readonly T[]> {
  const shown = ref(items.value) as Ref<readonly T[]>;
  watch([items, held], () => {
    if (!held.value) { shown.value = items.value; return; }
    const now = new Map(items.value.map((item) => [key(item), item]));
    const kept = shown.value.flatMap((item) => now.get(key(item)) ?? []);
    const known = new Set(kept.map(key));
    shown.value = [...kept, ...items.value.filter((item) => !known.has(key(item)))];
  }, { flush: 'sync' });
  return shown;
}
