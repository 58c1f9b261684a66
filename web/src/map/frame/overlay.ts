import L from 'leaflet';

/** Drawn beyond the view on every side, as a share of it, so that a pan shows no edge before the next draw. */
const margin = 0.12;

/** What lies on a canvas: px = world · scale − origin, over width × height px. */
export interface OverlayFrame {
  readonly zoom: number;
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  readonly width: number;
  readonly height: number;
}

/** A canvas a little larger than the view. It moves with the map and is asked to draw again when the view leaves it or the zoom changes. */
export class Overlay extends L.Layer {
  readonly canvas = document.createElement('canvas');
  readonly ctx = this.canvas.getContext('2d')!;
  private readonly ratio = Math.min(window.devicePixelRatio || 1, 3);
  private current: OverlayFrame | null = null;
  private center = L.latLng(0, 0);
  private topLeft = L.point(0, 0);

  constructor(private readonly paneName: string, private readonly moved: () => void) {
    super();
    this.canvas.className = 'leaflet-zoom-animated';
  }

  /** Null until the map has a view. */
  get frame(): OverlayFrame | null {
    return this.current;
  }

  /** Device pixels a px. */
  get pixelRatio(): number {
    return this.ratio;
  }

  /** On a point of the map's container, px on the canvas. */
  fromContainer(point: L.Point): L.Point {
    return this._map.containerPointToLayerPoint(point).subtract(this.topLeft);
  }

  override onAdd(map: L.Map): this {
    map.getPane(this.paneName)!.appendChild(this.canvas);
    this.rest();
    return this;
  }

  override onRemove(): this {
    this.canvas.remove();
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

  /** Empties the canvas. */
  clear(): void {
    if (this.current !== null) this.ctx.clearRect(0, 0, this.current.width, this.current.height);
  }

  /** Takes up a new place around the view. */
  private rest(): void {
    const map = this._map;
    const size = map.getSize();
    this.topLeft = map.containerPointToLayerPoint(size.multiplyBy(-margin)).round();
    const { x: width, y: height } = size.multiplyBy(1 + 2 * margin).round();
    if (this.canvas.width !== width * this.ratio || this.canvas.height !== height * this.ratio) {
      this.canvas.width = width * this.ratio;
      this.canvas.height = height * this.ratio;
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    this.ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.center = map.getCenter();
    const zoom = map.getZoom();
    const origin = map.getPixelOrigin().add(this.topLeft);
    this.current = { zoom, scale: 2 ** zoom, originX: origin.x, originY: origin.y, width, height };
    L.DomUtil.setTransform(this.canvas, this.topLeft, 1);
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
    const offset = map.project(this.center, zoom).subtract(half.multiplyBy(scale)).subtract(map._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this.canvas, offset, scale);
  }
}
