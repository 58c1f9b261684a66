/** Steps in degrees that a map of any scale can be divided by. */
const steps = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01] as const;

/** No lines nearer than this to each other, px. */
const widestGap = 160;
/** From here on pipes say more than meridians. */
export const graticuleToZoom = 13;

/** Degrees between lines at a zoom; the finest that keeps them apart. */
export function graticuleStep(zoom: number): number {
  const degreesPerPx = 360 / (256 * 2 ** zoom);
  return steps.findLast((step) => step / degreesPerPx >= widestGap) ?? steps[0];
}

/** Multiples of the step within [low, high]; counted in whole steps, so that 0.1 + 0.2 stays 0.3. */
export function multiples(step: number, low: number, high: number): readonly number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toFixed(6)));
}

/** `112.5°E`, `37.85°N`. */
export function degreesText(value: number, axis: 'lon' | 'lat'): string {
  const side = axis === 'lon' ? (value < 0 ? 'W' : 'E') : value < 0 ? 'S' : 'N';
  return `${Number(Math.abs(value).toFixed(2))}°${side}`;
}
