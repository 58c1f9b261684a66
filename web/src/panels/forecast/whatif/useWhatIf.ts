import { onBeforeUnmount, shallowRef } from 'vue';
import { useSession } from '../../../stores/session';
import { isUnderWay, readWhatIf, type WhatIf } from '../../../wire/forecastWhatIf';

const againMs = 2_000;

/** One what-if, read again until it has been computed. */
export function useWhatIf(id: string) {
  const session = useSession();
  const found = shallowRef<WhatIf | null>(null);
  const error = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = new AbortController();

  async function read(): Promise<void> {
    clearTimeout(timer);
    try {
      found.value = await readWhatIf(session.api, id, { signal: stop.signal });
      error.value = null;
    } catch (why) {
      if (stop.signal.aborted) return;
      error.value = why;
      return;
    }
    if (isUnderWay(found.value)) timer = setTimeout(() => void read(), againMs);
  }

  void read();
  onBeforeUnmount(() => { clearTimeout(timer); stop.abort(); });
  return { found, error, read };
}
