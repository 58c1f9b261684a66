import type { ThemeTokens } from '../../theme/tokens';
import type { LiveNetwork } from '../../live/network';
import { levels, stateBits } from '../../wire/levels';
import { pipeClasses } from '../../wire/kinds';
import { quantityByName } from '../../wire/quantities';
import { noDifference, type PipeStyle } from '../contract';
import { mix } from '../color';

/** How a pipe is drawn. Everything that is drawn, and the legend, comes from these. */
export interface Look {
  /** As in the legend. */
  readonly key: string;
  readonly color: string;
  readonly opacity: number;
  readonly dash: readonly number[];
  /** Multiplies the width by diameter; the result is at least {@link minWidth}. */
  readonly widen: number;
  readonly minWidth: number;
  /** Later ones lie on top. */
  readonly order: number;
}

/** A look's number: what it means (0–15), and what kind of knowledge it is. */
const staleBit = 16;
const estimatedBit = 32;
/** Flows against the pipe's design direction. */
const reversedBit = 64;
export const lookCount = 128;
const levelBase = 8;

/** Lower bounds of the fill ratio's bins, permille. */
export const fillBins = [0, 200, 500, 800, 1_000] as const;

/** Lower bounds of the bins of a difference, permille: much less, less, alike, more, much more. */
export const differenceBins = [-Infinity, -150, -20, 20, 150] as const;

const flow = quantityByName('flow')?.code ?? -1;

/** The look that a link has now. */
export function lookOf(live: LiveNetwork, link: number, style: PipeStyle): number {
  const { state, geometry } = live;
  const row = geometry.nodeCount + link;
  const bits = state.bits[row]!;
  const level = Math.min(bits & stateBits.level, levels.length - 1);
  const heard = state.quantity[row] !== 0;
  let look: number;
  if (style === 'fill') look = fillBin(state.fill[row]!);
  else if (style === 'difference') look = differenceBin(state.fill[row]!);
  else if (level > 0) look = levelBase + level;
  else if (style === 'expected') look = fillBin(state.fill[row]!);
  else look = style === 'class' ? Math.min(geometry.linkClass[link]!, pipeClasses.length - 1) : 0;
  if ((bits & stateBits.stale) !== 0 || (heard && live.isOutOfTouch)) look |= staleBit;
  if ((bits & stateBits.estimated) !== 0) look |= estimatedBit;
  if (state.quantity[row] === flow && state.value[row]! < 0) look |= reversedBit;
  return look;
}

export const isReversed = (look: number): boolean => (look & reversedBit) !== 0;
export const hasLevel = (look: number): boolean => (look & 15) > levelBase;
export const meaningOf = (look: number): number => look & 15;

/** 0 for no fill ratio, then 1 for the first bin of {@link fillBins}. */
export function fillBin(permille: number): number {
  if (permille < 0) return 0;
  let bin = 1;
  while (bin < fillBins.length && permille >= fillBins[bin]!) bin++;
  return bin;
}

/** 0 for none, then 1 for the first bin of {@link differenceBins}. */
export function differenceBin(coded: number): number {
  if (coded < 0) return 0;
  let bin = 1;
  while (bin < differenceBins.length && coded - noDifference >= differenceBins[bin]!) bin++;
  return bin;
}

/** All looks of a style, by number; null where the style has no such look. */
export function lookTable(style: PipeStyle, theme: ThemeTokens): readonly (Look | null)[] {
  return Array.from({ length: lookCount }, (_, number) => {
    const base = meaning(number & 15, style, theme);
    if (base === null) return null;
    const stale = (number & staleBit) !== 0;
    const estimated = (number & estimatedBit) !== 0;
    // What is expected is neither measured nor estimated, and never old.
    if (style === 'expected' || style === 'difference') return base;
    return {
      ...base,
      opacity: stale ? base.opacity * 0.5 : base.opacity,
      dash: stale ? [5, 3] : base.dash,
      widen: estimated ? base.widen * 0.6 : base.widen,
    };
  });
}

function meaning(number: number, style: PipeStyle, theme: ThemeTokens): Look | null {
  const plain = { opacity: 1, dash: style === 'expected' ? [6, 3] : [], widen: 1, minWidth: 1 };
  if (number > levelBase && style !== 'fill' && style !== 'difference') {
    const level = levels[number - levelBase];
    if (level === undefined || level === 'none') return null;
    const strength = number - levelBase;
    return { ...plain, key: `level.${level}`, color: theme[level], widen: 1.3, minWidth: 1.5 + 0.5 * strength, order: 100 + strength };
  }
  switch (style) {
    case 'class': {
      const name = pipeClasses[number];
      if (name === undefined) return null;
      return { ...plain, key: `class.${name}`, color: classColor(name, theme), order: name === 'river' ? 0 : name === 'reclaimed' ? 20 : 10 };
    }
    case 'difference':
      if (number > differenceBins.length) return null;
      if (number === 0) return { ...plain, key: 'diff.none', color: neutral(theme), opacity: 0.7, order: 5 };
      return { ...plain, key: `diff.${number - 1}`, color: differenceColor(number - 1, theme), minWidth: 1 + 0.75 * Math.abs(number - 3), order: 10 + Math.abs(number - 3) };
    case 'expected':
    case 'fill': {
      if (number > fillBins.length) return null;
      if (number === 0) return { ...plain, key: 'fill.none', color: neutral(theme), opacity: 0.7, order: 5 };
      return { ...plain, key: `fill.${number - 1}`, color: fillColor(number - 1, theme), minWidth: 1 + 0.25 * number, order: 10 + number };
    }
    case 'level':
      return number === 0 ? { ...plain, key: 'level.none', color: neutral(theme), order: 10 } : null;
  }
}

function classColor(name: (typeof pipeClasses)[number], theme: ThemeTokens): string {
  if (name === 'unknown') return neutral(theme);
  return name === 'river' ? theme.water : theme[name];
}

/** Between a line of the frame and quiet text: there, and saying nothing. */
function neutral(theme: ThemeTokens): string {
  return mix(theme.line, theme.quiet, 0.45);
}

/** Less in the hue of water, more in one that no level has. */
function differenceColor(bin: number, theme: ThemeTokens): string {
  const side = bin < 2 ? theme.less : theme.more;
  return bin === 2 ? neutral(theme) : mix(theme.ground, side, bin === 0 || bin === 4 ? 1 : 0.6);
}

/** One hue that grows away from the ground, so that it never looks like a warning level. */
function fillColor(bin: number, theme: ThemeTokens): string {
  return mix(mix(theme.ground, theme.fill, 0.35), theme.fillFull, bin / (fillBins.length - 1));
}
