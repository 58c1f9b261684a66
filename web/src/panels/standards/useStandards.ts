import { computed, shallowRef } from 'vue';
import { useSession } from '../../stores/session';
import { readEdits, readStandards, type Limit, type LimitClass, type SignedEdit, type Standards, type Title } from '../../wire/standards';

/** One document as it is printed: a row a limit, a column a class. */
export interface StandardDocument {
  /** Of this table alone: one document can have several. */
  readonly key: string;
  readonly document: string;
  readonly title: Title;
  readonly source: { readonly zh: string; readonly en: string };
  readonly classes: readonly LimitClass[];
  readonly rows: readonly LimitRow[];
}

export interface LimitRow {
  readonly key: string;
  /** One of them, for all that the cells have in common. */
  readonly sample: Limit;
  /** By class, in the order of the columns; null where the class has none. */
  readonly cells: readonly (Limit | null)[];
}

/** The catalogue and its history. */
export function useStandards() {
  const session = useSession();
  const catalogue = shallowRef<Standards | null>(null);
  const edits = shallowRef<readonly SignedEdit[]>([]);
  const error = shallowRef<unknown>(null);
  const documents = computed(() => documentsOf(catalogue.value?.classes ?? []));

  async function read(): Promise<void> {
    try {
      [catalogue.value, edits.value] = await Promise.all([readStandards(session.api, { retries: 1 }), readEdits(session.api, { retries: 1 })]);
      error.value = null;
    } catch (why) {
      error.value = why;
    }
  }

  void read();
  return { catalogue, edits, error, documents, read };
}

/** Classes laid side by side by document; a row is one quantity on one basis, under one condition, from one day on. */
export function documentsOf(classes: readonly LimitClass[]): readonly StandardDocument[] {
  const groups = new Map<string, LimitClass[]>();
  for (const c of classes) {
    const key = `${c.document}|${c.documentTitle.zh}`;
    groups.set(key, [...(groups.get(key) ?? []), c]);
  }
  return [...groups].map(([key, columns]): StandardDocument => {
    const rows = new Map<string, (Limit | null)[]>();
    columns.forEach((c, column) => {
      for (const l of c.limits) {
        const row = rowKey(l);
        const cells = rows.get(row) ?? columns.map(() => null);
        cells[column] = l;
        rows.set(row, cells);
      }
    });
    const first = columns[0]!;
    return {
      key, document: first.document, title: first.documentTitle, source: first.source, classes: columns,
      rows: [...rows].map(([row, cells]) => ({ key: row, cells, sample: cells.find((l) => l !== null)! })).sort((a, b) => order(a.sample, b.sample)),
    };
  });
}

const rowKey = (l: Limit): string => [l.quantity, l.basis, l.whenQuantity ?? '', l.whenAtMost ?? '', l.validFrom, l.validTo ?? '', l.pending].join('|');

/** By quantity, in force before expired, the condition before the rule, pending last. */
function order(a: Limit, b: Limit): number {
  return Number(a.pending) - Number(b.pending) || Number(a.validTo !== null) - Number(b.validTo !== null) || (a.quantity === b.quantity ? Number(a.whenQuantity === null) - Number(b.whenQuantity === null) : 0);
}

/** Whether a limit holds on a day, written `2026-03-01`. */
export const holdsOn = (l: Pick<Limit, 'validFrom' | 'validTo'>, day: string): boolean => l.validFrom <= day && (l.validTo === null || day < l.validTo);
