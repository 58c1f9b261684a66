import { significant } from '../../i18n/number';
import type { Translate } from '../../i18n/translate';
import type { LedgerQuality, LedgerRow } from '../../wire/ledger';

const signs: Readonly<Record<string, string>> = { m3: 'm³', km2: 'km²', 'm3/d': 'm³/d', '1': '' };

/** A unit as people write it: ten thousands have a word of their own in Chinese. */
export function unitText(unit: string, locale: 'zh' | 'en'): string {
  const text = signs[unit] ?? unit;
  return locale === 'zh' ? text.replace('10⁴ ', '万 ') : text;
}

/** Large numbers whole, others to three digits. */
export const figureText = (value: number): string => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US').replace('-', '−') : significant(value));

export const withUnit = (value: number, unit: string, locale: 'zh' | 'en'): string => (unitText(unit, locale) === '' ? figureText(value) : `${figureText(value)}\u00a0${unitText(unit, locale)}`);

export const percent = (share: number): string => `${share >= 0.9995 ? '100' : significant(share * 100)}\u00a0%`;

export function qualityText({ measured, entered, coverage, gaps }: LedgerQuality, t: Translate): string {
  return t('ledger.gradeTip', { measured: percent(measured), entered: percent(entered), coverage: coverage === null ? t('ledger.noCoverage') : percent(coverage), gaps });
}

/** What is to be made up or to spare, with its unit. */
export function gapText({ gap, unit }: Pick<LedgerRow, 'gap' | 'unit'>, locale: 'zh' | 'en', t: Translate): string {
  if (gap === null) return '';
  if (Math.abs(gap) < 1e-9) return t('ledger.met');
  return t(gap > 0 ? 'ledger.toMake' : 'ledger.toSpare', { value: withUnit(Math.abs(gap), unit, locale) });
}
