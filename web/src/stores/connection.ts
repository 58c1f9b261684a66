import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { LinkState } from '../wire/connection';
import type { Millis } from '../wire/brands';
import { useClock } from './clock';

/** Whether the page is in touch with the city, and since when not. */
export const useConnection = defineStore('connection', () => {
  const clock = useClock();
  const link = ref<LinkState>('connecting');
  /** This machine's time at which the link was last seen to go, Unix ms; null while live. */
  const downSince = ref<Millis | null>(null);
  const everLive = ref(false);

  function set(state: LinkState): void {
    if (state === 'live') {
      downSince.value = null;
      everLive.value = true;
    } else if (everLive.value) {
      downSince.value ??= clock.live;
    }
    link.value = state;
  }

  return { link, downSince, everLive, set };
});
