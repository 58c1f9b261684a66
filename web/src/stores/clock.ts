import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { millis, wallMillis, type Millis } from '../wire/brands';
import { CityClock } from '../wire/cityClock';
import type { ClockMode, ClockTick } from '../wire/live';

/** The city's clock as the page shows it. It runs on while the connection is lost, so that values are seen to age. */
export const useClock = defineStore('clock', () => {
  const clock = new CityClock(() => wallMillis(performance.now()));
  /** What the city's clock shows, whatever moment the page shows. */
  const live = ref<Millis>(millis(Date.now()));
  /** The past moment that the page shows; null while it shows now. */
  const pinned = ref<Millis | null>(null);
  /** The moment ahead of now that the map alone shows; null while it shows now or the past. */
  const expected = ref<Millis | null>(null);
  /** The moment that the page shows: ages, countdowns, charts and arrivals are counted from it. */
  const now = computed<Millis>(() => pinned.value ?? live.value);
  const rate = ref(1);
  const mode = ref<ClockMode>('live');
  const known = ref(false);
  /** Seconds say nothing when a wall second is many of them. */
  const fast = computed(() => rate.value >= 10);

  function hear(tick: ClockTick): void {
    clock.sync(tick);
    rate.value = tick.rate;
    mode.value = tick.mode;
    known.value = true;
    move();
  }

  function move(): void {
    live.value = clock.now() ?? millis(Date.now());
  }

  /** Moves `live` four times a second: enough for every figure shown. Answers with how to stop. */
  function start(): () => void {
    const timer = setInterval(move, 250);
    return () => clearInterval(timer);
  }

  return { now, live, pinned, expected, rate, mode, known, fast, hear, start };
});
