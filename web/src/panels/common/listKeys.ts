import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/** Lists on the page that `j` and `k` can drive, the one to take them by default first. */
const lists: { readonly container: Ref<HTMLElement | null>; readonly rank: number }[] = [];

/**
 * Makes a list of focusable rows (`[data-row]`) driveable by `j k`, arrows, Home and End.
 * `j k` work from anywhere: they go to the list that has the focus, else to the one of the highest rank.
 * Enter and a click are the rows' own, since rows are links or buttons.
 */
export function useListKeys(container: Ref<HTMLElement | null>, rank = 0): void {
  const entry = { container, rank };
  onMounted(() => { lists.push(entry); lists.sort((a, b) => b.rank - a.rank); });
  onBeforeUnmount(() => { lists.splice(lists.indexOf(entry), 1); });
}

/** Handles a key for the lists; true when it moved the focus. */
export function moveInLists(event: KeyboardEvent): boolean {
  const focused = document.activeElement;
  const inside = lists.find(({ container }) => container.value?.contains(focused));
  const step = stepOf(event.key, inside !== undefined);
  const list = (inside ?? lists.find(({ container }) => container.value?.querySelector('[data-row]')))?.container.value;
  if (step === null || !list) return false;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(focused));
  const next = rows[target(step, at, rows.length)];
  next?.focus();
  next?.scrollIntoView?.({ block: 'nearest' });
  return next !== undefined;
}

type Step = 'next' | 'previous' | 'first' | 'last';

function stepOf(key: string, inside: boolean): Step | null {
  if (key === 'j' || (inside && key === 'ArrowDown')) return 'next';
  if (key === 'k' || (inside && key === 'ArrowUp')) return 'previous';
  if (inside && key === 'Home') return 'first';
  if (inside && key === 'End') return 'last';
  return null;
}

function target(step: Step, at: number, length: number): number {
  switch (step) {
    case 'first': return 0;
    case 'last': return length - 1;
    case 'next': return Math.min(at + 1, length - 1);
    case 'previous': return at < 0 ? length - 1 : Math.max(at - 1, 0);
  }
}
