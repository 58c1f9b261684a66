import { computed, onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { dateAndTime } from '../../i18n/time';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import { groups, readLedger, type LedgerRow, type LedgerSheet } from '../../wire/ledger';
import { periodsOn } from './period';

const refreshMs = 60_000;

/** The ledger of the period and the day of knowledge that the address names; read again every minute while it is of now. */
export function useLedger() {
  const session = useSession();
  const clock = useClock();
  const route = useRoute();
  const router = useRouter();
  const sheet = shallowRef<LedgerSheet | null>(null);
  const error = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setInterval> | undefined;
  let turn = 0;

  const today = computed(() => dateAndTime(clock.known ? clock.now : Date.now()).date);
  const choices = computed(() => periodsOn(today.value));
  const named = (name: string): string | null => (typeof route.query[name] === 'string' ? route.query[name] : null);
  const period = computed({ get: () => named('period') ?? choices.value.years[0]!, set: (value) => { void router.replace({ query: { ...route.query, period: value } }); } });
  /** A day `2026-11-01`, to its end; empty for now. */
  const known = computed({ get: () => named('known') ?? '', set: (value) => { void router.replace({ query: { ...route.query, known: value || undefined } }); } });
  const asOf = computed(() => (known.value === '' ? null : new Date(`${known.value}T23:59:59.999`).getTime()));
  const question = computed(() => ({ network: session.shown, period: period.value, asOf: asOf.value }));
  const byGroup = computed(() => groups.map((group) => ({ group, rows: (sheet.value?.items ?? []).filter((r) => r.group === group) })).filter((g) => g.rows.length > 0));

  async function read(): Promise<void> {
    if (session.shown === null) return;
    const mine = ++turn;
    try {
      const found = await readLedger(session.api, question.value);
      if (mine !== turn) return;
      sheet.value = found;
      error.value = null;
    } catch (why) {
      if (mine === turn) error.value = why;
    }
  }

  onMounted(() => { void read(); timer = setInterval(() => { if (asOf.value === null) void read(); }, refreshMs); });
  onBeforeUnmount(() => clearInterval(timer));
  watch(() => JSON.stringify(question.value), () => { sheet.value = null; void read(); });
  return { sheet, error, read, period, known, today, choices, question, byGroup };
}

/** How a figure stands to its target: by its gap, which for a year's total is that of where it is heading. */
export function standing(row: LedgerRow): 'met' | 'missed' | 'open' {
  if (row.gap === null || row.value === null) return 'open';
  return row.gap <= 1e-9 ? 'met' : 'missed';
}
