import type { LimitNumbers, LimitScope, ScopedLimits } from '../../wire/limits';

export const limitFields = ['minimum', 'maximum', 'perMinute', 'leastStep', 'spikeFactor', 'flatHours', 'flatAbove'] as const;
export type LimitField = (typeof limitFields)[number];

/** Limits as a form holds them: text, empty for not tested or without bound. */
export type LimitDraft = Record<LimitField, string>;

/** The longest time without change that is looked back upon, in hours. */
export const mostFlatHours = 6;

const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/** A limit as it was set: `1,013`, `0.05`. */
export const exact = (value: number): string => digits.format(value).replace('-', '−');

export function draftOf(numbers: LimitNumbers): LimitDraft {
  const draft = {} as LimitDraft;
  for (const field of limitFields) draft[field] = isOff(field, numbers[field]) ? '' : String(numbers[field]);
  return draft;
}

/** What is sent: 0 switches a test off; without a bound stays without. */
export function numbersOf(draft: LimitDraft): LimitNumbers {
  const of = (field: LimitField, empty: number | null): number | null => (draft[field] === '' ? empty : Number(draft[field]));
  return {
    minimum: of('minimum', null), maximum: of('maximum', null), perMinute: of('perMinute', 0), leastStep: of('leastStep', 0), spikeFactor: of('spikeFactor', 0), flatHours: of('flatHours', 0), flatAbove: of('flatAbove', null),
  };
}

/** Whether this number says that nothing is tested. */
export const isOff = (field: LimitField, value: number | null): boolean => value === null || (value === 0 && (field === 'flatHours' || field === 'perMinute' || field === 'spikeFactor'));

export const scopeOf = ({ quantity, asset, kind }: ScopedLimits): LimitScope => ({ quantity, asset, kind });

export const keyOf = ({ quantity, asset, kind }: LimitScope): string => `${quantity}/${asset ?? kind ?? ''}`;

/** Rows in the order of their quantities, narrower scopes behind the one for everywhere. */
export function inOrder(rows: readonly ScopedLimits[]): readonly ScopedLimits[] {
  const place = new Map<string, number>();
  for (const { quantity } of rows) if (!place.has(quantity)) place.set(quantity, place.size);
  const width = (row: ScopedLimits): number => (row.asset !== null ? 2 : row.kind !== null ? 1 : 0);
  return [...rows].sort((a, b) => place.get(a.quantity)! - place.get(b.quantity)! || width(a) - width(b) || keyOf(a).localeCompare(keyOf(b)));
}
