const significantDigits = new Map<number, Intl.NumberFormat>();
const atMost = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A measured number to three significant digits, trailing zeros kept so that columns stand still: `3.40`, `12.0`, `1,230`. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  let format = significantDigits.get(digits);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { minimumSignificantDigits: digits, maximumSignificantDigits: digits });
    significantDigits.set(digits, format);
  }
  return format.format(value).replace('-', '−');
}

/** A static number: three significant digits at most, and none that say nothing: `0.9`, `139`, `0.012`. */
export function rounded(value: number): string {
  return atMost.format(value).replace('-', '−');
}

/** A count: whole, grouped by thousands. */
export function count(value: number): string {
  return whole.format(value);
}
