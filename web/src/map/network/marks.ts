import type { Pen } from '../frame/surface';
import type { Frame } from './paint';
import { isReversed } from './looks';
import type { NetworkScene } from './scene';

/** One mark for every so many px of pipe, and none on a shorter one than the second. */
const spacing = 110;
const shortest = 34;

/** Adds chevrons that point the way the water goes to the current path: along the design direction, or against it when flow is negative. */
export function paintFlowMarks(ctx: Pen, frame: Frame, scene: NetworkScene, link: number, look: number, width: number): void {
  const { scale, originX, originY } = frame;
  const first = scene.geometry.linkStart[link]!;
  const end = scene.geometry.linkStart[link + 1]!;
  let length = 0;
  for (let i = first + 1; i < end; i++) length += scale * Math.hypot(scene.vertexX[i]! - scene.vertexX[i - 1]!, scene.vertexY[i]! - scene.vertexY[i - 1]!);
  if (length < shortest) return;
  const marks = Math.max(1, Math.floor(length / spacing));
  const size = Math.min(4, 2 + width / 3) * (isReversed(look) ? -1 : 1);
  let passed = 0;
  let mark = 0;
  for (let i = first + 1; i < end && mark < marks; i++) {
    const ax = scene.vertexX[i - 1]! * scale - originX;
    const ay = scene.vertexY[i - 1]! * scale - originY;
    const dx = scene.vertexX[i]! * scale - originX - ax;
    const dy = scene.vertexY[i]! * scale - originY - ay;
    const step = Math.hypot(dx, dy);
    for (; mark < marks && passed + step >= ((mark + 0.5) / marks) * length; mark++) {
      const t = (((mark + 0.5) / marks) * length - passed) / step;
      chevron(ctx, ax + t * dx, ay + t * dy, dx / step, dy / step, size);
    }
    passed += step;
  }
}

function chevron(ctx: Pen, x: number, y: number, ux: number, uy: number, size: number): void {
  const half = Math.abs(size) * 0.8;
  ctx.moveTo(x - ux * size * 0.5 - uy * half, y - uy * size * 0.5 + ux * half);
  ctx.lineTo(x + ux * size * 0.5, y + uy * size * 0.5);
  ctx.lineTo(x - ux * size * 0.5 + uy * half, y - uy * size * 0.5 - ux * half);
}
