import { significant } from './number';
import type { Translate } from './translate';
import { quantityText, type FlowUnit } from './units';

/** Suffix of an attribute's name → canonical unit; the longest fitting one counts. */
const suffixes: readonly (readonly [string, string])[] = [
  ['M3s', 'm3/s'], ['M3d', 'm³/d'], ['M2', 'm2'], ['M3', 'm3'], ['Ms', 'm/s'], ['Mm', 'mm'], ['Ha', 'ha'], ['Min', 'min'], ['Seconds', 's'], ['Pct', '%'], ['M', 'm'],
];

export interface AttributeLine {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

type Attributes = Readonly<Record<string, number | string | boolean | null>>;

/**
 * Static facts as lines of a list: known names translated, others as the source calls them; empty ones and zeros left out,
 * since a source writes 0 for unknown.
 */
export function attributeLines(attributes: Attributes, t: Translate, has: (key: string) => boolean, flow: FlowUnit): AttributeLine[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value === null || value === '' || value === 0 || value === false) return [];
    const key = `attribute.${name}`;
    return [{ name, label: has(key) ? t(key) : name, text: valueText(name, value, t, has, flow) }];
  });
}

function valueText(name: string, value: number | string | boolean, t: Translate, has: (key: string) => boolean, flow: FlowUnit): string {
  if (typeof value === 'boolean') return t('attribute.yes');
  if (typeof value === 'string') {
    const word = name === 'class' ? `pipeClass.${value}` : `shape.${value}`;
    return (name === 'class' || name === 'shape') && has(word) ? t(word) : value;
  }
  const unit = suffixes.find(([suffix]) => name.endsWith(suffix))?.[1];
  return unit ? quantityText(value, unit, flow) : significant(value);
}
