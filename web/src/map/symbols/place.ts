import { levelCode } from '../../wire/levels';
import type { Box, OverlayFrame } from '../frame/overlay';
import { spriteSide, type Face } from './atlas';
import type { Gathered } from './gather';

/** A symbol where it stands on the canvas. Its face changes; its place holds until the view does. */
export interface Placed {
  readonly group: Gathered;
  readonly x: number;
  readonly y: number;
  face: Face;
  readonly label: Label | null;
}

export interface Label {
  readonly text: string;
  /** Middle of the top of the text. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

const labelHeight = 16;
const labelDown = 16;

export const meet = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

export function spriteBox(x: number, y: number): Box {
  const half = spriteSide / 2 + 1;
  return { x0: Math.floor(x - half), y0: Math.floor(y - half), x1: Math.ceil(x + half), y1: Math.ceil(y + half) };
}

/**
 * Places those that meet the frame. A label is given in order of importance where it hides no symbol and no label given before.
 */
export function place(
  groups: readonly Gathered[], frame: OverlayFrame, faceOf: (group: Gathered) => Face,
  labelOf: (group: Gathered) => string | null, widthOf: (text: string) => number,
): readonly Placed[] {
  const all: Box = { x0: 0, y0: 0, x1: frame.width, y1: frame.height };
  const standing = groups.flatMap((group) => {
    const x = group.x * frame.scale - frame.originX;
    const y = group.y * frame.scale - frame.originY;
    return meet(spriteBox(x, y), all) ? [{ group, x, y }] : [];
  });
  const taken: Box[] = standing.map(({ x, y }) => ({ x0: x - 11, y0: y - 11, x1: x + 11, y1: y + 11 }));
  return standing.map(({ group, x, y }) => {
    const text = labelOf(group);
    const label = text === null ? null : freeLabel(text, x, y, widthOf(text), taken);
    if (label !== null) taken.push(label.box);
    return { group, x, y, face: faceOf(group), label };
  });
}

/** In the order to draw: the worst level on top. */
export function worstLast(placed: readonly Placed[]): readonly Placed[] {
  return [...placed].sort((a, b) => levelCode(a.face.level) - levelCode(b.face.level));
}

/** Below the symbol, and where that is taken, none: half a name is worse than no name. */
function freeLabel(text: string, x: number, y: number, width: number, taken: readonly Box[]): Label | null {
  const top = y + labelDown;
  const box: Box = { x0: Math.floor(x - width / 2 - 3), y0: Math.floor(top), x1: Math.ceil(x + width / 2 + 3), y1: Math.ceil(top + labelHeight) };
  return taken.some((other) => meet(other, box)) ? null : { text, x, y: top, box };
}
