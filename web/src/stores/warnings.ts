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
  const book = shallowRef<WarningBook>(emptyBook);
  const history = shallowRef<WarningBook>(emptyBook);
  const numbers = shallowRef<Numbers>(new Map());
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const why = shallowRef<unknown>(null);

  const open = computed(() => joined(openWarnings(book.value)));
  const causes = computed(() => groupByCause(open.value));
  const ended = computed(() => endedOf(history.value, book.value).slice(0, endedShown));

  /** The book as the live feed holds it now. */
  function show(next: WarningBook): void {
    // Numbers first: a list that follows them must not meet a cause that has none yet.
    numbers.value = assignNumbers(numbers.value, groupByCause(joined(openWarnings(next))));
    book.value = next;
    status.value = 'ready';
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
    return causes.value.find(({ root }) => root.id === first)?.root ?? open.value.find((w) => w.id === first) ?? book.value.get(first) ?? history.value.get(first);
  }

  /** Causes that stand at an asset or will reach it, in the order of the list. */
  function concerning(asset: AssetId): readonly Cause[] {
    return causes.value.filter(({ root, related }) => [root, ...related].some((w) => w.asset === asset || w.effects.some((e) => e.asset === asset)));
  }

  return { book, numbers, status, why, open, causes, ended, show, remember, fail, find, concerning };
});

/** The newest first; a record that only continues another is left out. */
function endedOf(...books: readonly WarningBook[]): Warning[] {
  const all = new Map(books.flatMap((book) => [...book]));
  return [...all.values()].filter((w) => w.endedAt !== null && w.id === firstId(w.id)).sort((a, b) => b.endedAt! - a.endedAt!);
}
