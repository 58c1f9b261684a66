import { quantityByCode, quantityByName, type Quantity } from '../wire/quantities';

/** A quantity by its code or name; one that a source brought along has its code for a name and no unit. */
export function quantityOf(codeOrName: number | string): Quantity {
  const known = typeof codeOrName === 'number' ? quantityByCode(codeOrName) : quantityByName(codeOrName);
  if (known) return known;
  const name = typeof codeOrName === 'number' ? `q${codeOrName}` : codeOrName;
  return { code: typeof codeOrName === 'number' ? codeOrName : 0, name, unit: '1', zh: name, en: name };
}

/** Quantities that are on or off: shown in words, never as a number with a limit. */
export const isSwitch = (name: string): boolean => name === 'running' || name === 'tripped';
