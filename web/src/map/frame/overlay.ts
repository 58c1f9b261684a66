import L from 'leaflet';
import { Easel, pixelRatio, Surface, type Pen } from './surface';

/** Drawn beyond the view on every side, as a share of it, so that a pan shows no edge before the next draw. */
const margin = 0.1;

/** What lies on a canvas: px = world · scale − origin, over width × height px. */
export interface OverlayFrame {
  readonly zoom: number;
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in px of the frame. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A canvas a little larger than the view. It moves with the map and is asked to draw again when the view leaves it or the zoom changes. */
export class Overlay extends L.Layer {
  /** Device pixels a px. */
  readonly pixelRatio = pixelRatio();
  private readonly surface = new Surface();
  private readonly easel = new Easel(1, 1, this.pixelRatio);
  private current: OverlayFrame | null = null;
  private center = L.latLng(0, 0);
  private topLeft = L.point(0, 0);
  private origin = L.point(0, 0);
  private part: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };

  constructor(private readonly paneName: string, private readonly moved: () => void) {
    super();
    this.surface.canvas.className = 'leaflet-zoom-animated';
  }

  /** Null until the map has a view. */
  get frame(): OverlayFrame | null {
    return this.current;
  }

  /** On a point of the map's container, px on the canvas. */
  fromContainer(point: L.Point): L.Point {
    return this._map.containerPointToLayerPoint(point).subtract(this.topLeft);
  }

  override onAdd(map: L.Map): this {
    map.getPane(this.paneName)!.appendChild(this.surface.canvas);
    this.rest();
    return this;
  }

  override onRemove(): this {
    this.surface.canvas.remove();
    this.current = null;
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      viewreset: () => this.rest(),
      moveend: () => this.rest(),
      resize: () => this.rest(),
      move: () => this.follow(),
      zoomanim: (event) => this.transform((event as L.ZoomAnimEvent).center, (event as L.ZoomAnimEvent).zoom),
      zoom: () => this.transform(this._map.getCenter(), this._map.getZoom()),
    };
  }

  /**
   * An empty sheet to draw the whole picture on. Where all of it lies within `box` (px of the frame), only that much is held and
   * handed on: a few lines in a corner then cost a corner.
   */
  begin(box?: Box): Pen {
    const frame = this.current;
    if (frame !== null) this.part = clip(box, frame);
    const { x0, y0, x1, y1 } = this.part;
    const [width, height] = [Math.max(1, x1 - x0), Math.max(1, y1 - y0)];
    for (const sized of [this.surface, this.easel]) sized.resize(Math.round(width * this.pixelRatio), Math.round(height * this.pixelRatio));
    const { style } = this.surface.canvas;
    style.width = `${width}px`;
    style.height = `${height}px`;
    const pen = this.easel.begin();
    pen.translate(-x0, -y0);
    return pen;
  }

  /** Shows what was drawn. A picture of nothing is taken off: over the whole view it costs the compositor as much as a full one. */
  show(something: boolean): void {
    this.surface.canvas.style.display = something ? '' : 'none';
    if (!something) return;
    this.surface.show(this.easel);
    this.transform(this._map.getCenter(), this._map.getZoom());
  }

  /** Takes up a new place around the view. */
  private rest(): void {
    const map = this._map;
    const size = map.getSize();
    this.topLeft = map.containerPointToLayerPoint(size.multiplyBy(-margin)).round();
    const { x: width, y: height } = size.multiplyBy(1 + 2 * margin).round();
    this.center = map.getCenter();
    const zoom = map.getZoom();
    this.origin = map.getPixelOrigin();
    const origin = this.origin.add(this.topLeft);
    this.current = { zoom, scale: 2 ** zoom, originX: origin.x, originY: origin.y, width, height };
    this.moved();
  }

  /** During a drag only when the view has left the canvas. */
  private follow(): void {
    if (this.current === null || this._map.getZoom() !== this.current.zoom) return;
    const at = this._map.containerPointToLayerPoint([0, 0]).subtract(this.topLeft);
    const size = this._map.getSize();
    if (at.x < 0 || at.y < 0 || at.x + size.x > this.current.width || at.y + size.y > this.current.height) this.rest();
  }

  /** While zooming, the picture of the old zoom is scaled. */
  private transform(center: L.LatLng, zoom: number): void {
    const map = this._map as L.Map & { _getNewPixelOrigin(center: L.LatLng, zoom: number): L.Point };
    if (this.current === null) return;
    const scale = map.getZoomScale(zoom, this.current.zoom);
    const half = L.point(this.current.width / 2, this.current.height / 2);
    const corner = map.project(this.center, zoom).subtract(half.multiplyBy(scale)).subtract(map._getNewPixelOrigin(center, zoom));
    // To the pixel while nothing but the pane has moved since it was drawn.
    const offset = scale === 1 && map.getPixelOrigin().equals(this.origin) ? this.topLeft : corner;
    L.DomUtil.setTransform(this.surface.canvas, offset.add([this.part.x0 * scale, this.part.y0 * scale]), scale);
  }
}

/** To whole px within the frame; all of the frame where none is given. Never inside out. */
function clip(box: Box | undefined, { width, height }: OverlayFrame): Box {
  if (box === undefined) return { x0: 0, y0: 0, x1: width, y1: height };
  const x0 = Math.max(0, Math.min(width, Math.floor(box.x0)));
  const y0 = Math.max(0, Math.min(height, Math.floor(box.y0)));
  return { x0, y0, x1: Math.max(x0, Math.min(width, Math.ceil(box.x1))), y1: Math.max(y0, Math.min(height, Math.ceil(box.y1))) };
}
