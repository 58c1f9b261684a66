import { computed, onBeforeUnmount, reactive, shallowRef } from 'vue';
import { useSession } from '../../stores/session';
import { readRules, readWords, type RuleView, type Vocabulary } from '../../wire/rules';

const refreshMs = 10_000;

/** The rules with a filter over them, read again every ten seconds while looked at; and the words of their language. */
export function useRules() {
  const session = useSession();
  const filter = reactive<{ q: string; family: string; armed: boolean }>({ q: '', family: '', armed: false });
  const all = shallowRef<readonly RuleView[] | null>(null);
  const vocabulary = shallowRef<Vocabulary | null>(null);
  const error = shallowRef<unknown>(null);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    try {
      const [rules, words] = await Promise.all([readRules(session.api, {}, { signal, retries: 1 }), vocabulary.value ?? readWords(session.api, { signal, retries: 1 })]);
      all.value = rules.items;
      vocabulary.value = words;
      error.value = null;
    } catch (why) {
      if (!signal.aborted) error.value = why;
    }
  }

  const shown = computed(() => {
    const wanted = filter.q.trim().toLowerCase();
    return all.value?.filter(({ id, family, rule }) => (!filter.family || family === filter.family) && (!filter.armed || rule.armed)
      && (!wanted || [id, rule.title.zh, rule.title.en, ...rule.steps.map((s) => s.when)].some((text) => text.toLowerCase().includes(wanted)))) ?? null;
  });
  const families = computed(() => [...new Set(all.value?.map((r) => r.family) ?? [])]);

  void read();
  const timer = setInterval(() => { if (!document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });
  return { filter, all, shown, families, vocabulary, error, read };
}
