import type { ThemeName } from '../../theme/tokens';

/** Soonest first: a hue that no warning level and no pipe class has, ordered by lightness so that it reads without colour too. */
const ramps: Readonly<Record<ThemeName, readonly string[]>> = {
  night: ['#F3D9FF', '#DDA6FA', '#BC7BE4', '#9758BF', '#714192'],
  day: ['#4A0B70', '#712A9C', '#9650C0', '#B67CD8', '#D0A8E8'],
};

export const rampOf = (theme: ThemeName): readonly string[] => ramps[theme];

const round = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1080, 1440, 2160, 2880, 4320, 7200];

/** Four bounds, in minutes, between the five colours: round ones, so that about as many arrivals fall between each two. Fewer where there is little to tell apart. */
export function boundsOf(minutes: readonly number[]): readonly number[] {
  const sorted = [...minutes].filter((m) => m > 0).sort((a, b) => a - b);
  const wanted = [0.2, 0.4, 0.6, 0.8].map((q) => sorted[Math.floor(q * sorted.length)] ?? 0);
  const bounds = wanted.map((m) => round.find((r) => r >= m) ?? round.at(-1)!);
  return [...new Set(bounds)].filter((bound) => bound < (sorted.at(-1) ?? 0));
}

/** Which colour a time has. */
export function binOf(minutes: number, bounds: readonly number[]): number {
  const bin = bounds.findIndex((bound) => minutes < bound);
  return bin < 0 ? bounds.length : bin;
}
