import { onBeforeUnmount, reactive, ref, shallowRef } from 'vue';
import { useSession } from '../../stores/session';
import { readCandidates, readSources, type Candidate, type QualityAnswer, type Trouble } from '../../wire/devices';

const pageSize = 100;
const refreshMs = 5_000;

/** The sources by trouble and the devices that wait to be registered, read again every five seconds while looked at. */
export function useSources() {
  const session = useSession();
  const filter = reactive<{ q: string; trouble: Trouble | '' }>({ q: '', trouble: '' });
  const answer = shallowRef<QualityAnswer | null>(null);
  const candidates = shallowRef<readonly Candidate[]>([]);
  const error = shallowRef<unknown>(null);
  const limit = ref(pageSize);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    try {
      const [sources, waiting] = await Promise.all([
        readSources(session.api, { q: filter.q.trim() || null, trouble: filter.trouble || null, limit: limit.value }, { signal, retries: 1, timeoutMs: 20_000 }),
        readCandidates(session.api, { signal, retries: 1 }),
      ]);
      answer.value = sources;
      candidates.value = waiting.items;
      error.value = null;
    } catch (why) {
      if (!signal.aborted) error.value = why;
    }
  }

  const more = (): Promise<void> => { limit.value = Math.min(500, limit.value + pageSize); return read(); };

  void read();
  const timer = setInterval(() => { if (!document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });

  return { filter, answer, candidates, error, read, more, limit };
}
