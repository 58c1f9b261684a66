import { significant } from '../../i18n/number';

/** A concentration as people say it: mg/L, in µg/L below a thousandth. */
export function strengthText(milligramsPerLitre: number): string {
  return milligramsPerLitre > 0 && milligramsPerLitre < 0.001 ? `${significant(milligramsPerLitre * 1000)}\u00a0µg/L` : `${significant(milligramsPerLitre)}\u00a0mg/L`;
}
