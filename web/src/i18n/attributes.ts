import { rounded } from './number';
import type { Translate } from './translate';
import { displayUnit, type FlowUnit } from './units';

/** Height above a datum: three digits of it would say nothing. */
const elevation = 'elevation';

/** Suffix of an attribute's name → canonical unit; the longest fitting one counts. */
const suffixes: readonly (readonly [string, string])[] = [
  ['ElevationM', elevation], ['M3PerDay', 'm³/d'], ['M3s', 'm3/s'], ['M3d', 'm³/d'], ['M2', 'm2'], ['M3', 'm3'], ['Ms', 'm/s'], ['Mm', 'mm'], ['Ha', 'ha'], ['Min', 'min'], ['Seconds', 's'], ['Pct', '%'], ['M', 'm'],
];

export interface AttributeLine {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

/** Codes for programs, beside which a name for people stands. */
const hidden: ReadonlySet<string> = new Set(['use', 'industry']);

type Attributes = Readonly<Record<string, number | string | boolean | null>>;

/**
 * Static facts as lines of a list: known names translated, others as the source calls them; empty ones and zeros left out,
 * since a source writes 0 for unknown.
 */
export function attributeLines(attributes: Attributes, t: Translate, has: (key: string) => boolean, flow: FlowUnit): AttributeLine[] {
  return Object.entries(attributes).flatMap(([name, raw]) => {
    const value = numberOf(name, raw);
    if (hidden.has(name) || value === null || value === '' || value === 0 || value === false) return [];
    const key = `attribute.${name}`;
    return [{ name, label: has(key) ? t(key) : name, text: valueText(name, value, t, has, flow) }];
  });
}

/** What a source brought as text is a number where its name gives a unit. */
function numberOf(name: string, value: Attributes[string]): Attributes[string] {
  if (typeof value !== 'string' || value.trim() === '' || !suffixes.some(([suffix]) => name.endsWith(suffix))) return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function valueText(name: string, value: number | string | boolean, t: Translate, has: (key: string) => boolean, flow: FlowUnit): string {
  if (typeof value === 'boolean') return t('attribute.yes');
  if (typeof value === 'string') {
    const word = name === 'class' ? `pipeClass.${value}` : `shape.${value}`;
    return (name === 'class' || name === 'shape') && has(word) ? t(word) : value;
  }
  const unit = suffixes.find(([suffix]) => name.endsWith(suffix))?.[1];
  if (unit === elevation) return `${value.toFixed(2)}\u00a0m`;
  const { factor, symbol } = displayUnit(unit ?? '1', value, flow);
  return symbol ? `${rounded(value * factor)}\u00a0${symbol}` : rounded(value);
}
