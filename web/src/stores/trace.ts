import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { kindOf, type AssetKind } from '../wire/kinds';
import { indexOf } from './extent';
import type { Trace } from '../wire/assets';
import type { AssetId } from '../wire/brands';
import { useClock } from './clock';
import { useSession } from './session';

export type TraceStop = Trace['items'][number] & { readonly name: string | null; readonly kind: AssetKind | null };

const common: ReadonlySet<AssetKind> = new Set(['manhole', 'pipeSegment', 'riverNode', 'riverSection']);

/** Where the water of an asset goes, or comes from: asked for by a person, shown until cleared or another is asked for. */
export const useTrace = defineStore('trace', () => {
  const session = useSession();
  const clock = useClock();
  const trace = shallowRef<Trace | null>(null);
  const busy = shallowRef<'down' | 'up' | null>(null);
  const error = shallowRef<unknown>(null);
  /** What a person looks for along the way: not each pipe and manhole, unless there is nothing else. */
  const stops = computed(() => {
    const all = (trace.value?.items ?? []).filter((item) => item.asset !== trace.value?.from).map(known);
    const notable = all.filter(({ kind }) => kind === null || !common.has(kind));
    return notable.length ? notable : all;
  });
  let asked: AbortController | undefined;

  function known(item: Trace['items'][number]): TraceStop {
    const { network, labels } = session;
    const row = network && labels ? indexOf(network.geometry, labels).row(item.asset) : null;
    if (row === null) return { ...item, name: null, kind: null };
    return { ...item, name: indexOf(network!.geometry, labels!).name(row), kind: kindOf(network!.rows.kindOf(row)) };
  }

  async function run(from: AssetId, direction: 'down' | 'up'): Promise<void> {
    asked?.abort();
    const request = (asked = new AbortController());
    busy.value = direction;
    error.value = null;
    try {
      trace.value = await session.api.trace(from, direction, undefined, { signal: request.signal, retries: 1 }, clock.pinned);
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

  return { trace, busy, error, stops, run, clear };
});
