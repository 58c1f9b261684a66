import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Trace } from '../wire/assets';
import type { AssetId } from '../wire/brands';
import { useSession } from './session';

/** Where the water of an asset goes, or comes from: asked for by a person, shown until cleared or another is asked for. */
export const useTrace = defineStore('trace', () => {
  const session = useSession();
  const trace = shallowRef<Trace | null>(null);
  const busy = shallowRef<'down' | 'up' | null>(null);
  const error = shallowRef<unknown>(null);
  const farthest = computed(() => trace.value?.items[trace.value.items.length - 1] ?? null);
  let asked: AbortController | undefined;

  async function run(from: AssetId, direction: 'down' | 'up'): Promise<void> {
    asked?.abort();
    const request = (asked = new AbortController());
    busy.value = direction;
    error.value = null;
    try {
      trace.value = await session.api.trace(from, direction, undefined, { signal: request.signal, retries: 1 });
    } catch (why) {
      if (!request.signal.aborted) error.value = why;
    } finally {
      if (asked === request) busy.value = null;
    }
  }

  function clear(): void {
    asked?.abort();
    trace.value = null;
    error.value = null;
    busy.value = null;
  }

  return { trace, busy, error, farthest, run, clear };
});
