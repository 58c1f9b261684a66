import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { emptyBook, foldWarnings, openWarnings, type WarningBook } from '../live/warningBook';
import type { Warning } from '../wire/warnings';
import { groupByCause } from './causes';

const endedShown = 20;

/** The warnings as the page shows them: open ones by cause and with a number, and those that ended last. */
export const useWarnings = defineStore('warnings', () => {
  const book = shallowRef<WarningBook>(emptyBook);
  const history = shallowRef<WarningBook>(emptyBook);
  const numbers = shallowRef<ReadonlyMap<string, number>>(new Map());
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const why = shallowRef<unknown>(null);

  const open = computed(() => openWarnings(book.value));
  const causes = computed(() => groupByCause(open.value));
  const ended = computed(() => endedOf(history.value, book.value).slice(0, endedShown));

  /** The book as the live feed holds it now. */
  function show(next: WarningBook): void {
    book.value = next;
    numbers.value = assignNumbers(numbers.value, open.value);
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
    return book.value.get(id) ?? history.value.get(id);
  }

  return { book, numbers, status, why, open, causes, ended, show, remember, fail, find };
});

/** The newest first. */
function endedOf(...books: readonly WarningBook[]): Warning[] {
  const all = new Map(books.flatMap((book) => [...book]));
  return [...all.values()].filter((w) => w.endedAt !== null).sort((a, b) => b.endedAt! - a.endedAt!);
}

/** A warning keeps its number while it is open; a new one takes the lowest that is free, the oldest first. */
export function assignNumbers(held: ReadonlyMap<string, number>, open: readonly Warning[]): ReadonlyMap<string, number> {
  const next = new Map<string, number>();
  for (const { id } of open) if (held.has(id)) next.set(id, held.get(id)!);
  const taken = new Set(next.values());
  let free = 1;
  for (const { id } of [...open].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))) {
    if (next.has(id)) continue;
    while (taken.has(free)) free++;
    next.set(id, free);
    taken.add(free);
  }
  return next;
}
