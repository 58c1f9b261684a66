import type { Pen } from '../frame/surface';
import type { ThemeTokens } from '../../theme/tokens';
import type { Atlas } from './atlas';
import { inside } from './badges';
import type { Placed } from './place';

const family = 'system-ui, "Noto Sans SC", "Noto Sans CJK SC", sans-serif';
export const labelFont = `12px ${family}`;
const countFont = `600 12px ${family}`;
const smallCountFont = `600 10px ${family}`;

/** Sprite, then its count or its name. */
export function drawPlaced(ctx: Pen, symbol: Placed, atlas: Atlas, theme: ThemeTokens): void {
  atlas.draw(ctx, symbol.face, symbol.x, symbol.y);
  ctx.textAlign = 'center';
  ctx.fillStyle = theme.text;
  const count = symbol.group.rows.length;
  if (count > 1) {
    const text = count > 999 ? '999+' : String(count);
    ctx.font = text.length > 2 ? smallCountFont : countFont;
    ctx.textBaseline = 'middle';
    ctx.fillText(text, Math.round(symbol.x), Math.round(symbol.y) + inside[symbol.face.level].down + 0.5);
  }
  if (symbol.label !== null) haloText(ctx, symbol.label.text, symbol.label.x, symbol.label.y, theme);
}

/** Text that stays legible over pipes. */
export function haloText(ctx: Pen, text: string, x: number, y: number, theme: ThemeTokens): void {
  ctx.font = labelFont;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.ground;
  ctx.strokeText(text, Math.round(x), Math.round(y) + 1);
  ctx.fillStyle = theme.text;
  ctx.fillText(text, Math.round(x), Math.round(y) + 1);
}
