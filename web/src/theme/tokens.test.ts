import { describe, expect, it } from 'vitest';
import { themes, type ThemeName } from './tokens';

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe.each<ThemeName>(['night', 'day'])('the %s theme', (name) => {
  const theme = themes[name];
  it.each(['text', 'quiet', 'accent'] as const)('shows %s at 4.5:1 or more on ground and panel', (token) => {
    expect(contrast(theme[token], theme.ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme[token], theme.panel)).toBeGreaterThanOrEqual(4.5);
  });
});
