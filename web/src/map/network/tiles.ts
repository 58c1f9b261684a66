import L from 'leaflet';
import { Easel, pixelRatio, Surface, type Pen } from '../frame/surface';
import { reach, type Frame, type NetworkPainter } from './paint';
import type { NetworkScene } from './scene';

export const tileSide = 512;
/** Painted ahead of the view on every side, px, so that a pan finds its picture ready. */
const ahead = 192;
/** More patches than this in one tile and painting it whole is cheaper. */
const mostPatches = 160;

interface Tile {
  readonly surface: Surface;
  readonly coords: L.Coords;
  readonly frame: Frame;
  /** Rectangles to repaint, four numbers each, px in the tile. */
  patches: number[];
  /** All of it is to be painted. */
  whole: boolean;
  /** Painted at least once. */
  painted: boolean;
  /** Tells Leaflet to show it; null once told. */
  reveal: L.DoneCallback | null;
}

export interface TileWork {
  tilesPainted: number;
  patchesPainted: number;
}

/** The network in cached tiles. A change repaints the small rectangle that its pipe covers, so a tile never drifts from what a whole paint would give. */
export class NetworkTiles extends L.GridLayer {
  private readonly tiles = new Map<string, Tile>();
  private readonly ratio = pixelRatio();
  private readonly easel = new Easel(tileSide * this.ratio, tileSide * this.ratio, this.ratio);
  private painter: NetworkPainter | null = null;
  private scene: NetworkScene | null = null;

  constructor(private readonly requestFrame: () => void, readonly work: TileWork, pane: string) {
    super({ pane, tileSize: tileSide, keepBuffer: 1, noWrap: true, updateWhenIdle: false, updateInterval: 60, className: 'dt-network' });
    this.on('tileunload', (event) => this.tiles.delete(keyOf((event as L.TileEvent).coords)));
  }

  /** What to paint from now on; null paints nothing. */
  setPainter(scene: NetworkScene | null, painter: NetworkPainter | null): void {
    this.scene = scene;
    this.painter = painter;
    for (const tile of this.tiles.values()) tile.whole = true;
    this.requestFrame();
  }

  /** A link looks different: its rectangle is due in every tile of this zoom that it meets. */
  touch(link: number): void {
    const box = this.scene!.linkBox;
    const at = link * 4;
    for (const tile of this.tiles.values()) {
      if (tile.whole) continue;
      const { scale, originX, originY } = tile.frame;
      const x0 = Math.max(0, Math.floor(box[at]! * scale - originX) - reach);
      const y0 = Math.max(0, Math.floor(box[at + 1]! * scale - originY) - reach);
      const x1 = Math.min(tileSide, Math.ceil(box[at + 2]! * scale - originX) + reach);
      const y1 = Math.min(tileSide, Math.ceil(box[at + 3]! * scale - originY) + reach);
      if (x0 >= x1 || y0 >= y1) continue;
      if (tile.patches.length >= mostPatches * 4) tile.whole = true;
      else tile.patches.push(x0, y0, x1, y1);
    }
  }

  /**
   * Paints what is due, in view first, until the deadline; at least one thing, so that it always gets on. True if work remains.
   * `atOnce`: what is in view and not yet painted does not heed the deadline.
   */
  paintDue(deadline: number, atOnce = false): boolean {
    const view = this.viewInTiles();
    const due = [...this.tiles.values()].filter((tile) => tile.whole || tile.patches.length > 0);
    due.sort((a, b) => urgency(b, view) - urgency(a, view));
    let painted = 0;
    const isNow = (tile: Tile) => atOnce && urgency(tile, view) === 2;
    while (painted < due.length && (painted === 0 || isNow(due[painted]!) || performance.now() <= deadline)) this.paint(due[painted++]!);
    this.reveal(view.zoom);
    return painted < due.length;
  }

  /** True when everything in view is painted. */
  get isComplete(): boolean {
    const map = this._map as L.Map | null | undefined; // Leaflet has none before the layer is added and after it is removed.
    if (map === null || map === undefined) return false;
    const view = this.viewInTiles();
    for (const tile of this.tiles.values()) if (tile.whole && urgency(tile, view) > 0) return false;
    return this.tiles.size > 0;
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const surface = new Surface();
    surface.resize(tileSide * this.ratio, tileSide * this.ratio);
    const frame = { zoom: coords.z, scale: 2 ** coords.z, originX: coords.x * tileSide, originY: coords.y * tileSide };
    this.tiles.set(keyOf(coords), { surface, coords, frame, patches: [], whole: true, painted: false, reveal: done });
    this.requestFrame();
    return surface.canvas;
  }

  /** Leaflet's own hook for which tiles to hold: the view and a margin around it. */
  _getTiledPixelBounds(center: L.LatLng): L.Bounds {
    const own = (L.GridLayer.prototype as unknown as { _getTiledPixelBounds(center: L.LatLng): L.Bounds })._getTiledPixelBounds.call(this, center);
    return L.bounds(own.min!.subtract([ahead, ahead]), own.max!.add([ahead, ahead]));
  }

  private paint(tile: Tile): void {
    if (tile.whole) {
      const drawn = this.painter?.paint(this.easel.begin(), tile.frame, 0, 0, tileSide, tileSide) ?? 0;
      if (drawn > 0) tile.surface.show(this.easel);
      else tile.surface.clear(); // An empty picture would cost the compositor as much as a full one.
      this.work.tilesPainted++;
    } else {
      const ctx = this.easel.begin(tile.surface);
      for (let i = 0; i < tile.patches.length; i += 4) this.patch(ctx, tile, i);
      tile.surface.show(this.easel);
    }
    tile.whole = false;
    tile.painted = true;
    tile.patches = [];
  }

  /** Shows what is painted. Tiles are clear glass, so a new zoom is held back until it can take the place of the old one at once. */
  private reveal(zoom: number): void {
    const all = [...this.tiles.values()];
    if (all.some((tile) => tile.coords.z !== zoom) && !this.isComplete) return;
    for (const tile of all) {
      if (!tile.painted || tile.reveal === null) continue;
      const { reveal } = tile;
      tile.reveal = null;
      reveal(undefined, tile.surface.canvas);
    }
  }

  private patch(ctx: Pen, { frame, patches }: Tile, at: number): void {
    const [x0, y0, x1, y1] = [patches[at]!, patches[at + 1]!, patches[at + 2]!, patches[at + 3]!];
    ctx.save();
    ctx.beginPath();
    ctx.rect(x0, y0, x1 - x0, y1 - y0);
    ctx.clip();
    ctx.clearRect(x0, y0, x1 - x0, y1 - y0);
    this.painter?.paint(ctx, frame, x0, y0, x1, y1);
    ctx.restore();
    this.work.patchesPainted++;
  }

  /** The view in px of each zoom's plane, as a box at the map's own zoom. */
  private viewInTiles(): { readonly zoom: number; readonly bounds: L.Bounds } {
    return { zoom: this._map.getZoom(), bounds: this._map.getPixelBounds() };
  }
}

/** 2 for a part of the view not yet painted at all, 1 for a change in view, 0 for what is out of view. */
function urgency(tile: Tile, view: { readonly zoom: number; readonly bounds: L.Bounds }): number {
  if (tile.coords.z !== view.zoom) return 0;
  const corner = L.point(tile.frame.originX, tile.frame.originY);
  if (!view.bounds.intersects(L.bounds(corner, corner.add([tileSide, tileSide])))) return 0;
  return tile.painted ? 1 : 2;
}

function keyOf(coords: L.Coords): string {
  return `${coords.x}:${coords.y}:${coords.z}`;
}
