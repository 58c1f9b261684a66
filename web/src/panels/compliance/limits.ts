import { rounded } from '../../i18n/number';
import { quantityOf } from '../../i18n/quantities';
import type { Translate } from '../../i18n/translate';
import { displayUnit } from '../../i18n/units';
import type { Verdict } from '../../wire/compliance';
import type { Limit } from '../../wire/standards';

/** `≤ 50`, `6–9`, `≥ 2`, `待补`: a limit's bounds in its unit. */
export function boundsText({ min, max, pending }: Pick<Limit, 'min' | 'max' | 'pending'>, t: Translate): string {
  if (pending) return t('standards.pending');
  if (min !== null && max !== null) return `${rounded(min)}–${rounded(max)}`;
  return max !== null ? `≤\u00a0${rounded(max)}` : `≥\u00a0${rounded(min ?? 0)}`;
}

/** The unit as it is shown; nothing where a number has none. */
export const unitText = (unit: string): string => displayUnit(unit, 1, 'm3/s').symbol;

/** `水温 ≤ 12 °C 时`; empty without a condition. */
export function conditionText({ whenQuantity, whenAtMost }: Pick<Limit, 'whenQuantity' | 'whenAtMost'>, t: Translate, locale: 'zh' | 'en'): string {
  if (whenQuantity === null || whenAtMost === null) return '';
  const { unit, [locale]: name } = quantityOf(whenQuantity);
  return t('standards.when', { name, value: `${rounded(whenAtMost)}\u00a0${unitText(unit)}` });
}

/** Where on a bar of the limit's room a value stands, 0–1, and where its bounds do. A bar ends a quarter beyond the bound, or at the value. */
export interface Bar {
  readonly value: number;
  readonly min: number | null;
  readonly max: number | null;
}

export function barOf({ limit: { min, max }, value }: Pick<Verdict, 'limit' | 'value'>): Bar | null {
  if (value === null || (min === null && max === null)) return null;
  const room = max !== null && max > 0 ? max : min !== null && min > 0 ? 2 * min : 1;
  const low = min !== null && max !== null ? Math.min(value, min - 0.25 * (max - min)) : 0;
  const high = Math.max(room * 1.25, Math.min(value, room * 4));
  const at = (x: number) => Math.min(1, Math.max(0, (x - low) / (high - low)));
  return { value: at(value), min: min === null ? null : at(min), max: max === null ? null : at(max) };
}
