import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { SharedMark, SharedPointer, Sketch } from '../map/contract';

/** What the map shows of an incident's shared picture, and what is being drawn on it. */
export const useSharing = defineStore('sharing', () => {
  const marks = shallowRef<readonly SharedMark[]>([]);
  const pointers = shallowRef<readonly SharedPointer[]>([]);
  const sketch = shallowRef<Sketch | null>(null);
  const drawn = shallowRef<readonly (readonly [number, number])[] | null>(null);

  function clear(): void {
    marks.value = [];
    pointers.value = [];
    sketch.value = null;
    drawn.value = null;
  }

  return { marks, pointers, sketch, drawn, clear };
});
