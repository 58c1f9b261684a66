import type { Pen } from '../frame/surface';
import type { ThemeTokens } from '../../theme/tokens';
import type { AssetKind } from '../../wire/kinds';
import { levels, type Level } from '../../wire/levels';
import { badges, inside } from './badges';
import { silhouettes } from './shapes';

/** Side of a sprite, px: the largest badge with its line. */
export const spriteSide = 46;
const columns = 16;
const rows = 24;

/** What a sprite shows. */
export interface Face {
  /** Null for a count of several. */
  readonly kind: AssetKind | null;
  readonly level: Level;
  readonly stale: boolean;
  readonly estimated: boolean;
  readonly coming: boolean;
}

/** Sprites drawn once each and copied from then on. When the sheet is full it starts again. */
export class Atlas {
  private readonly sheet = document.createElement('canvas');
  private readonly ctx: CanvasRenderingContext2D;
  private readonly cells = new Map<string, number>();

  constructor(private readonly theme: ThemeTokens, private readonly ratio: number) {
    this.sheet.width = columns * spriteSide * ratio;
    this.sheet.height = rows * spriteSide * ratio;
    this.ctx = this.sheet.getContext('2d')!;
  }

  /** Draws a face with its middle at (x, y), on whole device pixels so that it stays crisp. */
  draw(ctx: Pen, face: Face, x: number, y: number): void {
    const cell = this.cell(face);
    const side = spriteSide * this.ratio;
    const snap = (v: number) => Math.round((v - spriteSide / 2) * this.ratio) / this.ratio;
    ctx.drawImage(this.sheet, (cell % columns) * side, Math.floor(cell / columns) * side, side, side, snap(x), snap(y), spriteSide, spriteSide);
  }

  private cell(face: Face): number {
    const key = `${face.kind}/${levels.indexOf(face.level)}/${+face.stale}${+face.estimated}${+face.coming}`;
    const known = this.cells.get(key);
    if (known !== undefined) return known;
    if (this.cells.size >= columns * rows) {
      this.cells.clear();
      this.ctx.setTransform(1, 0, 0, 1, 0, 0);
      this.ctx.clearRect(0, 0, this.sheet.width, this.sheet.height);
    }
    const cell = this.cells.size;
    this.cells.set(key, cell);
    const middle = (at: number) => (at * spriteSide + spriteSide / 2) * this.ratio;
    this.ctx.setTransform(this.ratio, 0, 0, this.ratio, middle(cell % columns), middle(Math.floor(cell / columns)));
    drawFace(this.ctx, face, this.theme);
    return cell;
  }
}

/** Draws a face around (0, 0). */
export function drawFace(ctx: Pen, face: Face, theme: ThemeTokens): void {
  const badge = new Path2D(badges[face.level]);
  ctx.save();
  if (face.stale) ctx.globalAlpha = 0.6;
  ctx.fillStyle = theme.panel;
  ctx.fill(badge);
  if (face.stale) hatch(ctx, badge, theme.quiet);
  if (face.kind !== null) drawSilhouette(ctx, face, theme);
  ctx.lineJoin = 'round';
  ctx.lineWidth = face.level === 'none' ? 1.25 : face.estimated ? 1.5 : 3;
  ctx.strokeStyle = face.level === 'none' ? theme.quiet : theme[face.level];
  // What is expected is dashed.
  if (face.coming && face.level === 'none') {
    ctx.lineWidth = 2;
    ctx.setLineDash([4, 3]);
  }
  ctx.stroke(badge);
  ctx.restore();
}

function drawSilhouette(ctx: Pen, face: Face, theme: ThemeTokens): void {
  const shape = face.kind === null ? undefined : silhouettes[face.kind];
  if (shape === undefined) return;
  const { size, down } = inside[face.level];
  ctx.save();
  ctx.translate(0, down);
  ctx.scale(size / 18, size / 18);
  ctx.translate(-9, -9);
  ctx.fillStyle = ctx.strokeStyle = theme.text;
  ctx.lineWidth = 1.6;
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.fill(new Path2D(shape.fill));
  ctx.stroke(new Path2D(shape.line));
  ctx.restore();
}

function hatch(ctx: Pen, badge: Path2D, color: string): void {
  ctx.save();
  ctx.clip(badge);
  ctx.beginPath();
  for (let i = -spriteSide; i < spriteSide; i += 4) {
    ctx.moveTo(i, spriteSide / 2);
    ctx.lineTo(i + spriteSide, -spriteSide / 2);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = color;
  ctx.stroke();
  ctx.restore();
}
