import type { Pen } from '../frame/surface';
import { kindCode } from '../../wire/kinds';
import type { ThemeTokens } from '../../theme/tokens';
import { hasLevel, lookCount, type Look } from './looks';
import { paintFlowMarks } from './marks';
import type { NetworkScene } from './scene';
import { bucketCount, bucketOf, bucketWidth, widest, type WidthTable } from './widths';

/** From here on manholes and flow directions are shown. */
export const nearZoom = 16;

/** Half of the widest line, a cap and the anti-aliasing beside it, px. What a link may touch beyond its own box. */
export const reach = Math.ceil((widest * 1.3) / 2) + 3;

/** A piece of the plane to paint: px = world · scale − origin. */
export interface Frame {
  readonly zoom: number;
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
}

/** Paints links and manholes into a canvas, the same pixels whether a whole tile or a patch of it is asked for. */
export class NetworkPainter {
  private readonly heads = new Int32Array(lookCount * bucketCount).fill(-1);
  private readonly next: Int32Array;
  private readonly used: number[] = [];

  constructor(
    private readonly scene: NetworkScene,
    private readonly widths: WidthTable,
    /** The look of every link, kept up to date by the owner. */
    private readonly looks: Uint8Array,
    private readonly table: readonly (Look | null)[],
    private readonly theme: ThemeTokens,
  ) {
    this.next = new Int32Array(scene.geometry.linkCount);
  }

  /** Paints all that meets the rectangle, in px of the frame. The caller clips. Returns how many links and manholes were drawn. */
  paint(ctx: Pen, frame: Frame, x0: number, y0: number, x1: number, y1: number): number {
    const { scale, originX, originY } = frame;
    const box = [(x0 - reach + originX) / scale, (y0 - reach + originY) / scale, (x1 + reach + originX) / scale, (y1 + reach + originY) / scale] as const;
    let drawn = this.sort(this.scene.linksIn(...box), frame.zoom);
    ctx.lineJoin = 'round';
    for (const slot of this.used) this.strokeSlot(ctx, frame, slot);
    if (frame.zoom >= nearZoom) {
      for (const slot of this.used) this.markSlot(ctx, frame, slot);
      drawn += this.manholes(ctx, frame, this.scene.nodesIn(...box));
    }
    for (const slot of this.used) this.heads[slot] = -1;
    this.used.length = 0;
    return drawn;
  }

  /** Width of a link as drawn at this zoom, 0 if it is not. */
  widthOf(link: number, zoom: number): number {
    const bucket = this.bucket(link, this.widths.at(zoom));
    return bucket === 0 ? 0 : this.width(this.table[this.looks[link]!]!, bucket);
  }

  /** Threads links of one look and width into lists, so that each list is one stroke. */
  private sort(links: readonly number[], zoom: number): number {
    const widths = this.widths.at(zoom);
    const { heads, next, used } = this;
    let drawn = 0;
    for (const link of links) {
      const bucket = this.bucket(link, widths);
      if (bucket === 0) continue;
      const slot = this.looks[link]! * bucketCount + bucket;
      if (heads[slot] === -1) used.push(slot);
      next[link] = heads[slot]!;
      heads[slot] = link;
      drawn++;
    }
    // A total order, so that a patch paints its crossings as the whole tile did.
    used.sort((a, b) => this.order(a) - this.order(b) || a - b);
    return drawn;
  }

  /** A link with a level is drawn at every zoom, however small. */
  private bucket(link: number, widths: Uint8Array): number {
    const bucket = widths[link]!;
    return bucket === 0 && hasLevel(this.looks[link]!) ? bucketOf(1) : bucket;
  }

  private order(slot: number): number {
    return this.table[Math.floor(slot / bucketCount)]!.order * bucketCount + (slot % bucketCount);
  }

  private width(look: Look, bucket: number): number {
    return Math.min(widest * 1.3, Math.max(look.minWidth, bucketWidth(bucket) * look.widen));
  }

  private strokeSlot(ctx: Pen, frame: Frame, slot: number): void {
    const look = this.table[Math.floor(slot / bucketCount)]!;
    const width = this.width(look, slot % bucketCount);
    ctx.beginPath();
    for (let link = this.heads[slot]!; link !== -1; link = this.next[link]!) this.trace(ctx, frame, link);
    ctx.lineWidth = width;
    // A gap shows where wide lines meet at an angle; on thin ones a cap only costs time.
    ctx.lineCap = width >= 2.5 && look.dash.length === 0 ? 'round' : 'butt';
    ctx.strokeStyle = look.color;
    ctx.globalAlpha = look.opacity;
    ctx.setLineDash(look.dash as number[]);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  }

  private trace(ctx: Pen, { scale, originX, originY }: Frame, link: number): void {
    const { vertexX, vertexY, geometry } = this.scene;
    const last = geometry.linkStart[link + 1]! - 1;
    let i = geometry.linkStart[link]!;
    let px = vertexX[i]! * scale - originX;
    let py = vertexY[i]! * scale - originY;
    ctx.moveTo(px, py);
    for (i++; i <= last; i++) {
      const x = vertexX[i]! * scale - originX;
      const y = vertexY[i]! * scale - originY;
      // Far out most vertices fall on the pixel of the one before.
      if (i < last && Math.abs(x - px) < 0.75 && Math.abs(y - py) < 0.75) continue;
      ctx.lineTo(x, y);
      px = x;
      py = y;
    }
  }

  private markSlot(ctx: Pen, frame: Frame, slot: number): void {
    const number = Math.floor(slot / bucketCount);
    const width = this.width(this.table[number]!, slot % bucketCount);
    ctx.beginPath();
    for (let link = this.heads[slot]!; link !== -1; link = this.next[link]!) paintFlowMarks(ctx, frame, this.scene, link, number, width);
    ctx.lineWidth = 1.5;
    ctx.lineCap = 'round';
    ctx.strokeStyle = width >= 4 ? this.theme.ground : this.theme.text;
    ctx.globalAlpha = 0.75;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  private manholes(ctx: Pen, { zoom, scale, originX, originY }: Frame, nodes: readonly number[]): number {
    let drawn = 0;
    const radius = zoom >= 18 ? 3 : 2;
    ctx.beginPath();
    for (const node of nodes) {
      if (this.scene.geometry.nodeKind[node] !== manhole) continue;
      const x = this.scene.nodeX[node]! * scale - originX;
      const y = this.scene.nodeY[node]! * scale - originY;
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      drawn++;
    }
    ctx.fillStyle = this.theme.ground;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = this.theme.quiet;
    ctx.stroke();
    return drawn;
  }
}

const manhole = kindCode('manhole');
