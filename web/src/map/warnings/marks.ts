import type { Pen } from '../frame/surface';
import type { Row } from '../../wire/brands';
import type { OverlayFrame } from '../frame/overlay';
import type { NetworkScene } from '../network/scene';

/** A ring around a place that a selected warning concerns. */
export function paintPlaceMark(ctx: Pen, x: number, y: number, color: string): void {
  ctx.beginPath();
  ctx.arc(x, y, 20, 0, 2 * Math.PI);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = color;
  ctx.setLineDash([]);
  ctx.stroke();
}

/** A selected pipe: bright along both sides. */
export function paintLinkMark(ctx: Pen, { scale, originX, originY }: OverlayFrame, scene: NetworkScene, row: Row, color: string): void {
  const link = scene.live.rows.linkIndex(row);
  if (link < 0) return;
  const { linkStart } = scene.geometry;
  ctx.beginPath();
  for (let i = linkStart[link]!; i < linkStart[link + 1]!; i++) ctx.lineTo(scene.vertexX[i]! * scale - originX, scene.vertexY[i]! * scale - originY);
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 12;
  ctx.strokeStyle = color;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Corners around what is selected. */
export function paintBrackets(ctx: Pen, atX: number, atY: number, color: string): void {
  const [x, y] = [Math.round(atX), Math.round(atY)];
  const far = 21;
  const near = 12;
  ctx.beginPath();
  for (const [sx, sy] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) {
    ctx.moveTo(x + sx * far, y + sy * near);
    ctx.lineTo(x + sx * far, y + sy * far);
    ctx.lineTo(x + sx * near, y + sy * far);
  }
  ctx.lineWidth = 2.5;
  ctx.lineCap = 'round';
  ctx.strokeStyle = color;
  ctx.stroke();
}
