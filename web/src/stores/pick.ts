import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { AssetId } from '../wire/brands';

/** The next asset clicked on the map is meant for whoever asked for it. */
export const usePick = defineStore('pick', () => {
  const asked = shallowRef<{ readonly what: string; readonly use: (asset: AssetId) => void } | null>(null);
  const wanted = computed(() => asked.value !== null);
  /** What to click, in the reader's words. */
  const what = computed(() => asked.value?.what ?? '');

  /** Instead of any earlier asking. */
  function ask(words: string, use: (asset: AssetId) => void): void {
    asked.value = { what: words, use };
  }

  function take(asset: AssetId): void {
    const { use } = asked.value!;
    asked.value = null;
    use(asset);
  }

  function cancel(): void {
    asked.value = null;
  }

  return { wanted, what, ask, take, cancel };
});
