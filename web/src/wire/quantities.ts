import catalogue from '../../../src/DigitalTwin.Domain/Readings/quantities.json';

export interface Quantity {
  readonly code: number;
  readonly name: string;
  /** Canonical SI unit as the wire has it (`m3/s`, `Pa`, `1` for none); shown units are the page's choice. */
  readonly unit: string;
  readonly zh: string;
  readonly en: string;
}

const byCode = new Map<number, Quantity>(catalogue.quantities.map((q) => [q.code, q]));
const byName = new Map<string, Quantity>(catalogue.quantities.map((q) => [q.name, q]));

/** The domain's own catalogue, so that a quantity has one name and one unit everywhere. */
export function quantityByCode(code: number): Quantity | null {
  return byCode.get(code) ?? null;
}

export function quantityByName(name: string): Quantity | null {
  return byName.get(name) ?? null;
}

/** Every quantity, in the order of its code. */
export const allQuantities: readonly Quantity[] = [...byCode.values()].sort((a, b) => a.code - b.code);
