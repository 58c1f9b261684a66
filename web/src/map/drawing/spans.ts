import type { ThemeTokens } from '../../theme/tokens';
import type { Pen } from '../frame/surface';

/** A straight line between two places of the map's plane, and what is said of it. */
export interface Span { readonly a: readonly [number, number]; readonly b: readonly [number, number]; readonly text: string }

/** Dashed, since there is no pipe; with its text at the middle where it is long enough for it. */
export function paintSpans(pen: Pen, spans: readonly Span[], frame: { readonly scale: number; readonly originX: number; readonly originY: number }, colors: ThemeTokens): void {
  pen.lineCap = 'round';
  pen.font = '600 12px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  for (const { a, b, text } of spans) {
    const [x0, y0, x1, y1] = [a[0] * frame.scale - frame.originX, a[1] * frame.scale - frame.originY, b[0] * frame.scale - frame.originX, b[1] * frame.scale - frame.originY];
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    for (const [width, color, dash] of [[6, colors.ground, []], [3, colors.text, [8, 8]]] as const) {
      pen.setLineDash([...dash]);
      pen.lineWidth = width;
      pen.strokeStyle = color;
      pen.stroke();
    }
    const width = pen.measureText(text).width + 12;
    if (Math.hypot(x1 - x0, y1 - y0) < width) continue;
    pen.setLineDash([]);
    pen.fillStyle = colors.panel;
    pen.fillRect((x0 + x1 - width) / 2, (y0 + y1) / 2 - 10, width, 20);
    pen.fillStyle = colors.text;
    pen.fillText(text, (x0 + x1) / 2, (y0 + y1) / 2);
  }
  pen.setLineDash([]);
  pen.textAlign = 'start';
  pen.textBaseline = 'alphabetic';
}
