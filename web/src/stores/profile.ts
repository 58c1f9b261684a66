import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { AssetId } from '../wire/brands';
import type { Way } from '../wire/forecastProfile';
import { usePick } from './pick';

/** The way through the network whose section is open, if any. */
export const useProfile = defineStore('profile', () => {
  const pick = usePick();
  const way = shallowRef<Way | null>(null);

  /** From here to where the water ends. */
  function down(asset: AssetId): void {
    way.value = { down: asset };
  }

  function between(from: AssetId, to: AssetId): void {
    way.value = { from, to };
  }

  /** To the next asset clicked on the map. */
  function pickTo(from: AssetId, words: string): void {
    pick.ask(words, (to) => between(from, to));
  }

  function close(): void {
    way.value = null;
  }

  return { way, down, between, pickTo, close };
});
