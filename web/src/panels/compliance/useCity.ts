import { computed, onBeforeUnmount, reactive, shallowRef } from 'vue';
import { useSession } from '../../stores/session';
import { complianceStates, readCity, type Compliance, type ComplianceState } from '../../wire/compliance';
import type { AssetKind } from '../../wire/kinds';

const refreshMs = 30_000;

/** How all of the city stands to its limits, read again every half minute while looked at. */
export function useCity() {
  const session = useSession();
  const items = shallowRef<readonly Compliance[] | null>(null);
  const error = shallowRef<unknown>(null);
  const filter = reactive<{ state: ComplianceState | 'losing' | ''; kind: AssetKind | '' ; text: string }>({ state: '', kind: '', text: '' });
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    try {
      items.value = await readCity(session.api, { signal });
      error.value = null;
    } catch (why) {
      if (!signal.aborted) error.value = why;
    }
  }

  const kinds = computed(() => [...new Set((items.value ?? []).map((c) => c.kind))]);
  const counts = computed(() => [...complianceStates.map((state) => ({ state, n: (items.value ?? []).filter((c) => c.state === state).length })), { state: 'losing' as const, n: (items.value ?? []).filter((c) => c.expected.length > 0).length }]);
  const shown = computed(() => ordered(items.value ?? []).filter((c) => (filter.state === '' || (filter.state === 'losing' ? c.expected.length > 0 : c.state === filter.state))
    && (filter.kind === '' || c.kind === filter.kind) && matches(c, filter.text)));

  void read();
  const timer = setInterval(() => { if (!document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });
  return { items, error, filter, kinds, counts, shown, read };
}

/** Worst state first; of the same state what will lose its class first, then what has least left. */
export function ordered(items: readonly Compliance[]): readonly Compliance[] {
  const soonest = (c: Compliance) => Math.min(...c.expected.map((e) => e.at), ...c.items.filter((v) => v.breachInHours !== null).map((v) => Number.MAX_SAFE_INTEGER / 2 + v.breachInHours!), Number.MAX_SAFE_INTEGER);
  const least = (c: Compliance) => Math.min(...c.items.map((v) => v.margin ?? Infinity));
  return [...items].sort((a, b) => complianceStates.indexOf(a.state) - complianceStates.indexOf(b.state) || soonest(a) - soonest(b) || least(a) - least(b) || (a.asset < b.asset ? -1 : 1));
}

function matches({ asset, name }: Compliance, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || asset.toLowerCase().includes(wanted) || (name ?? '').toLowerCase().includes(wanted);
}
