/** Periods as the ledger writes them: `2026`, `2026-07`. */
export const isYear = (period: string): boolean => period.length === 4;

/** The months and years that can be asked for on a day `2026-11-22`, the newest first: this year's months, and two years. */
export function periodsOn(day: string): { readonly years: readonly string[]; readonly months: readonly string[] } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const months = Array.from({ length: 13 }, (_, i) => {
    const at = year * 12 + month - 1 - i;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
  return { years: [String(year), String(year - 1)], months };
}

/** A line through monthly values in a box; a month without a value is a gap. `y` grows downwards. */
export function spark(values: readonly (number | null)[], width: number, height: number, target: number | null): { readonly path: string; readonly dots: readonly { x: number; y: number; i: number }[]; readonly targetY: number | null } {
  const known = values.filter((v): v is number => v !== null);
  if (known.length === 0) return { path: '', dots: [], targetY: null };
  const [least, most] = [Math.min(...known), Math.max(...known)];
  // A target far away would only flatten the line.
  const near = target !== null && Math.abs(target - (least + most) / 2) <= Math.max(3 * (most - least), 0.3 * Math.abs(most));
  const [low, high] = near ? [Math.min(least, target), Math.max(most, target)] : [least, most];
  const room = Math.max(high - low, Math.abs(high) * 0.05, 1e-9);
  const pad = 3;
  const x = (i: number): number => round(values.length === 1 ? width / 2 : pad + (i / (values.length - 1)) * (width - 2 * pad));
  const y = (v: number): number => round(height - pad - ((v - (low + high) / 2 + room / 2) / room) * (height - 2 * pad));
  const dots = values.flatMap((v, i) => (v === null ? [] : [{ x: x(i), y: y(v), i }]));
  const path = dots.map((d, k) => `${k > 0 && dots[k - 1]!.i === d.i - 1 ? 'L' : 'M'}${d.x} ${d.y}`).join('');
  return { path, dots, targetY: near ? y(target) : null };
}

const round = (value: number): number => Math.round(value * 10) / 10;
