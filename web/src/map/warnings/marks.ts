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

/** What is selected: a pipe gets a bright line along both sides, anything else brackets around it. */
export function paintAssetMark(ctx: Pen, frame: OverlayFrame, scene: NetworkScene, row: Row, color: string): void {
  const { scale, originX, originY } = frame;
  ctx.globalAlpha = 1;
  ctx.strokeStyle = color;
  ctx.setLineDash([]);
  const link = scene.live.rows.linkIndex(row);
  if (link >= 0) {
    const { linkStart } = scene.geometry;
    ctx.beginPath();
    for (let i = linkStart[link]!; i < linkStart[link + 1]!; i++) ctx.lineTo(scene.vertexX[i]! * scale - originX, scene.vertexY[i]! * scale - originY);
    ctx.lineCap = ctx.lineJoin = 'round';
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = 12;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  const [wx, wy] = scene.position(row);
  brackets(ctx, Math.round(wx * scale - originX), Math.round(wy * scale - originY));
}

function brackets(ctx: Pen, x: number, y: number): void {
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
  ctx.stroke();
}
