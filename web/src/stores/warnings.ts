import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { emptyBook, foldWarnings, openWarnings, type WarningBook } from '../live/warningBook';
import type { AssetId } from '../wire/brands';
import type { Warning } from '../wire/warnings';
import { groupByCause, type Cause } from './causes';
import { firstId, joined } from './continuations';
import { assignNumbers, type Numbers } from './numbers';

const endedShown = 20;

/** The warnings as the page shows them: open ones by cause and with a number, and those that ended last. */
export const useWarnings = defineStore('warnings', () => {
  const liveBook = shallowRef<WarningBook>(emptyBook);
  const liveNumbers = shallowRef<Numbers>(new Map());
  const history = shallowRef<WarningBook>(emptyBook);
  /** What was known at the past moment that is shown, with the numbers of then; null while now is shown. */
  const past = shallowRef<{ readonly book: WarningBook; readonly numbers: Numbers } | null>(null);
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const why = shallowRef<unknown>(null);

  const book = computed(() => past.value?.book ?? liveBook.value);
  const numbers = computed(() => past.value?.numbers ?? liveNumbers.value);
  const liveOpen = computed(() => joined(openWarnings(liveBook.value)));
  const open = computed(() => (past.value ? joined(openWarnings(past.value.book)) : liveOpen.value));
  /** What matters now, also while the page shows another moment. */
  const liveCauses = computed(() => groupByCause(liveOpen.value));
  const causes = computed(() => (past.value ? groupByCause(open.value) : liveCauses.value));
  const ended = computed(() => endedOf(...(past.value ? [past.value.book] : [history.value, liveBook.value])).slice(0, endedShown));

  /** The book as the live feed holds it now. */
  function show(next: WarningBook): void {
    // Numbers first: a list that follows them must not meet a cause that has none yet.
    liveNumbers.value = assignNumbers(liveNumbers.value, groupByCause(joined(openWarnings(next))));
    liveBook.value = next;
    status.value = 'ready';
  }

  /** Shows the warnings of a past moment; null goes back to those of now. A cause that is still open keeps its number. */
  function showPast(next: WarningBook | null): void {
    past.value = next && { book: next, numbers: assignNumbers(past.value?.numbers ?? liveNumbers.value, groupByCause(joined(openWarnings(next)))) };
  }

  /** Warnings that had ended before this page came; for the record only, they never open anything. */
  function remember(endedBefore: readonly Warning[]): void {
    history.value = foldWarnings(history.value, endedBefore.filter((w) => w.endedAt !== null));
  }

  /** The list could not be read. What is known already stays. */
  function fail(error: unknown): void {
    if (status.value === 'ready') return;
    status.value = 'failed';
    why.value = error;
  }

  function find(id: string): Warning | undefined {
    const first = firstId(id);
    return causes.value.find(({ root }) => root.id === first)?.root ?? open.value.find((w) => w.id === first) ?? book.value.get(first) ?? (past.value ? undefined : history.value.get(first));
  }

  /** Causes that stand at an asset or will reach it, in the order of the list. */
  function concerning(asset: AssetId): readonly Cause[] {
    return causes.value.filter(({ root, related }) => [root, ...related].some((w) => w.asset === asset || w.effects.some((e) => e.asset === asset)));
  }

  return { book, liveBook, numbers, status, why, open, causes, liveOpen, liveCauses, ended, show, showPast, remember, fail, find, concerning };
});

/** The newest first; a record that only continues another is left out. */
function endedOf(...books: readonly WarningBook[]): Warning[] {
  const all = new Map(books.flatMap((book) => [...book]));
  return [...all.values()].filter((w) => w.endedAt !== null && w.id === firstId(w.id)).sort((a, b) => b.endedAt! - a.endedAt!);
}
