import { onBeforeUnmount, ref, type Ref } from 'vue';

/** This machine's time once a second, Unix ms: for what does not run by the city's clock, as locks and sessions. */
export function useWallClock(): Ref<number> {
  const now = ref(Date.now());
  const timer = setInterval(() => { now.value = Date.now(); }, 1000);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
