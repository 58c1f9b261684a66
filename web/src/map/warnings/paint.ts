import type { Pen } from '../frame/surface';
import type { Millis } from '../../wire/brands';
import type { ThemeTokens } from '../../theme/tokens';
import type { OverlayFrame } from '../frame/overlay';
import type { Flag } from './flags';
import { flagHeight } from './flags';
import { frontOf, type Leg } from './travel';

const dash = [9, 7] as const;
/** px a second that the dashes march. */
const pace = 14;
export const flagFont = '600 12px system-ui, "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** A leg: solid where it has arrived, dashes that march where it will. `clockMs` moves the dashes; hold it to still them. */
export function paintLeg(ctx: Pen, frame: OverlayFrame, leg: Leg, now: Millis, color: string, theme: ThemeTokens, width: number, clockMs: number): void {
  const front = frontOf(leg, now);
  ctx.lineJoin = ctx.lineCap = 'round';
  trace(ctx, frame, leg, 0, leg.x.length, null, null);
  ctx.setLineDash([]);
  ctx.lineWidth = width + 3;
  ctx.strokeStyle = theme.ground;
  ctx.stroke();
  ctx.strokeStyle = color;
  if (front.passed > 0) {
    trace(ctx, frame, leg, 0, front.passed, null, front);
    ctx.lineWidth = width;
    ctx.stroke();
  }
  if (front.passed < leg.x.length) {
    trace(ctx, frame, leg, front.passed, leg.x.length, front, null);
    ctx.lineCap = 'butt';
    ctx.lineWidth = Math.max(2, width - 1);
    ctx.setLineDash(dash as unknown as number[]);
    ctx.lineDashOffset = -((clockMs * pace) / 1_000) % (dash[0] + dash[1]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

/** The number of a warning in the list, at its cause. */
export function paintCause(ctx: Pen, x: number, y: number, number: number, color: string, theme: ThemeTokens): void {
  const [cx, cy] = causeAt(x, y);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(cx, cy);
  ctx.lineWidth = 2;
  ctx.strokeStyle = color;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, 4, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.beginPath();
  ctx.arc(cx, cy, 9.5, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.ground;
  ctx.stroke();
  ctx.fillStyle = '#0A101C';
  ctx.font = number > 99 ? flagFont.replace('12px', '9px') : flagFont;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(String(number), cx, cy + 0.5);
}

/** Up and to the left of the symbol, so that neither hides the other. */
export function causeAt(x: number, y: number): readonly [number, number] {
  return [Math.round(x) - 17, Math.round(y) - 17];
}

export function paintFlag(ctx: Pen, flag: Flag, color: string, theme: ThemeTokens): void {
  const { x0, y0, x1 } = flag.box;
  ctx.beginPath();
  ctx.moveTo(flag.x, flag.y);
  ctx.lineTo(flag.x, flag.y < y0 ? y0 : y0 + flagHeight);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = color;
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(x0, y0, x1 - x0, flagHeight, 3);
  ctx.fillStyle = theme.panel;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = theme.text;
  ctx.font = flagFont;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(flag.text, x0 + 6, y0 + flagHeight / 2 + 0.5);
}

type Place = { readonly x: number; readonly y: number } | null;

function trace(ctx: Pen, { scale, originX, originY }: OverlayFrame, leg: Leg, from: number, to: number, before: Place, after: Place): void {
  ctx.beginPath();
  let begun = false;
  const to2 = (x: number, y: number) => {
    if (begun) ctx.lineTo(x * scale - originX, y * scale - originY);
    else ctx.moveTo(x * scale - originX, y * scale - originY);
    begun = true;
  };
  if (before !== null) to2(before.x, before.y);
  for (let i = from; i < to; i++) to2(leg.x[i]!, leg.y[i]!);
  if (after !== null) to2(after.x, after.y);
}
