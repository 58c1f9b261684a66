import { significant } from './number';

/** How the reader wants flows shown; `auto` picks L/s for small ones. */
export type FlowUnit = 'auto' | 'm3/s' | 'L/s' | 'm3/h';

export const flowUnits: readonly FlowUnit[] = ['auto', 'm3/s', 'L/s', 'm3/h'];

/** A display unit: the canonical value times `factor`, followed by `symbol`. */
export interface DisplayUnit {
  readonly factor: number;
  readonly symbol: string;
}

const fixed: Readonly<Record<string, DisplayUnit>> = {
  '1': { factor: 1, symbol: '' },
  pH: { factor: 1, symbol: '' },
  degC: { factor: 1, symbol: '°C' },
  'uS/cm': { factor: 1, symbol: 'µS/cm' },
  m3: { factor: 1, symbol: 'm³' },
  m2: { factor: 1, symbol: 'm²' },
};

const flows: Readonly<Record<Exclude<FlowUnit, 'auto'>, DisplayUnit>> = {
  'm3/s': { factor: 1, symbol: 'm³/s' },
  'L/s': { factor: 1000, symbol: 'L/s' },
  'm3/h': { factor: 3600, symbol: 'm³/h' },
};

/**
 * The unit to show values of about `magnitude` in (canonical unit).
 * A value and its limit, or a whole chart, take one magnitude, so that they share a unit.
 */
export function displayUnit(canonical: string, magnitude: number, flow: FlowUnit = 'auto'): DisplayUnit {
  const size = Math.abs(magnitude);
  switch (canonical) {
    case 'm3/s':
      if (flow !== 'auto') return flows[flow];
      return size < 0.1 ? flows['L/s'] : flows['m3/s'];
    case 'Pa':
      return size >= 1e6 ? { factor: 1e-6, symbol: 'MPa' } : { factor: 1e-3, symbol: 'kPa' };
    case 'W':
      return size >= 1e6 ? { factor: 1e-6, symbol: 'MW' } : { factor: 1e-3, symbol: 'kW' };
    default:
      return fixed[canonical] ?? { factor: 1, symbol: canonical };
  }
}

/** A distance along the network: `156 m`, `4.15 km`. */
export function distanceText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)}\u00a0m` : `${significant(metres / 1000)}\u00a0km`;
}

/** A number with its unit, as `3.42 m`; no line breaks between them. */
export function quantityText(value: number, canonical: string, flow: FlowUnit = 'auto', magnitude = value): string {
  const unit = displayUnit(canonical, magnitude, flow);
  const number = significant(value * unit.factor);
  return unit.symbol ? `${number}\u00a0${unit.symbol}` : number;
}
