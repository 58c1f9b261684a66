/**
 * A canvas that shows finished pictures. Without a GPU Chromium copies every 2D canvas of a page at every frame in which anything
 * moves (48 tiles: 13 ms); one that is handed bitmaps is copied only when it gets another.
 */
export class Surface {
  readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('bitmaprenderer')!;
  isClear = true;

  /** Size in device pixels. */
  resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
  }

  /** Shows what was drawn on an easel, and leaves the easel empty. */
  show(easel: Easel): void {
    this.context.transferFromImageBitmap(easel.canvas.transferToImageBitmap());
    this.isClear = false;
  }

  /** Shows nothing. */
  clear(): void {
    if (!this.isClear) this.context.transferFromImageBitmap(null);
    this.isClear = true;
  }
}

/** Where pictures are drawn before they are shown. One easel may serve many surfaces of its size. */
export class Easel {
  readonly canvas: OffscreenCanvas;
  readonly ctx: OffscreenCanvasRenderingContext2D;

  constructor(width: number, height: number, private readonly ratio: number) {
    this.canvas = new OffscreenCanvas(width, height);
    this.ctx = this.canvas.getContext('2d')!;
  }

  /** Puts an empty sheet on, and on it what a surface shows if one is given. Units are px from then on. */
  begin(from?: Surface): OffscreenCanvasRenderingContext2D {
    const { ctx, canvas, ratio } = this;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    if (from !== undefined && !from.isClear) ctx.drawImage(from.canvas, 0, 0);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
  }
}

/** What painters draw with: a page's canvas or one off it. */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Device pixels a px; more than 3 cannot be seen. */
export const pixelRatio = (): number => Math.min(window.devicePixelRatio || 1, 3);
