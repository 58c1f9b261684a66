import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { MapDrawing } from '../map/contract';
import type { AssetId } from '../wire/brands';

/** What a panel puts on the map, and what is then said about a place under the pointer. One panel at a time; the last one wins. */
export const useDrawing = defineStore('drawing', () => {
  const drawing = shallowRef<MapDrawing | null>(null);
  const notes = shallowRef<ReadonlyMap<AssetId, string>>(new Map());
  let owner: symbol | null = null;

  function show(by: symbol, next: MapDrawing | null, said: ReadonlyMap<AssetId, string> = new Map()): void {
    owner = by;
    drawing.value = next;
    notes.value = said;
  }

  /** Takes away what this panel drew; what another drew since stays. */
  function clear(by: symbol): void {
    if (owner === by) show(by, null);
  }

  return { drawing, notes, show, clear };
});
