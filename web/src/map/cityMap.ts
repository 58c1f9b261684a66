import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';
import type { BaseArea } from '../wire/base';
import type { AssetId } from '../wire/brands';
import type { Labels } from '../wire/assets';
import type { Bounds, TileSource } from '../wire/city';
import { kindOf } from '../wire/kinds';
import { levels } from '../wire/levels';
import type { Row } from '../wire/brands';
import type { LiveNetwork } from '../live/network';
import { isStaleAt, levelAt, readingAt } from '../live/state';
import { themes, type ThemeName } from '../theme/tokens';
import { AssetIndex } from './assetIndex';
import type {
  AssetHit, FrameStats, Hit, Language, LayerSwitches, Legend, ListedWarning, MapEvents, MapOptions, MapView, PipeStyle, Selection, View, ViewEvent,
} from './contract';
import { Emitter } from './emitter';
import { FrameLoop } from './frame/loop';
import { FrameSamples } from './frame/stats';
import { describeHit } from './hover/describe';
import { Tooltip } from './hover/tooltip';
import { kindCounts, legendOf } from './legend';
import { hitNetwork } from './network/hit';
import { NetworkLayer } from './network/layer';
import { NetworkScene } from './network/scene';
import { latOf, lonOf, worldX, worldY } from './project';

/** Makes a map that fills `element`. The element needs a size; call `resize` when it changes. */
export function createMap(element: HTMLElement, options: MapOptions): MapView {
  return new CityMap(element, options);
}

class CityMap implements MapView {
  private readonly map: L.Map;
  private readonly events = new Emitter<MapEvents>();
  private readonly samples = new FrameSamples();
  private readonly loop = new FrameLoop((ms) => this.samples.add(ms));
  private readonly network: NetworkLayer;
  private readonly tooltip: Tooltip;
  private readonly requestHover: () => void;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private pointer: L.Point | null = null;
  private hovered: Hit | null = null;
  private theme: ThemeName;
  private language: Language;
  private layers: LayerSwitches = { pipes: true, symbols: true, warnings: true, labels: true, districts: true, graticule: true, tiles: true };
  private fitted: boolean;
  private networkSetAt = 0;
  private firstPictureMs: number | null = null;

  constructor(private readonly element: HTMLElement, private readonly options: MapOptions) {
    this.theme = options.theme;
    this.language = options.language;
    this.fitted = options.view !== undefined;
    element.classList.add('dt-map');
    this.map = L.map(element, {
      attributionControl: false, zoomControl: false, fadeAnimation: false, minZoom: 3, maxZoom: 20, keyboardPanDelta: 120, wheelPxPerZoomLevel: 90,
    });
    this.paintTheme();
    for (const [name, z] of [['network', 300], ['symbols', 400]] as const) {
      this.map.createPane(name).classList.add(`dt-pane-${name}`);
      this.map.getPane(name)!.style.zIndex = String(z);
    }
    const view = options.view ?? { center: [116.39, 39.9] as const, zoom: 10 };
    this.map.setView([view.center[1], view.center[0]], view.zoom);
    L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(this.map);
    this.tooltip = new Tooltip(element);
    const requestNetwork = this.loop.add({ draw: (deadline) => this.drawNetwork(deadline) });
    this.network = new NetworkLayer(this.map, 'network', () => requestNetwork(), 'class', this.theme);
    this.requestHover = this.loop.add({ draw: () => this.drawHover() });
    this.listen();
  }

  setNetwork(live: LiveNetwork | null): void {
    this.networkSetAt = performance.now();
    this.firstPictureMs = null;
    this.scene = live === null ? null : new NetworkScene(live);
    this.index = null;
    if (!this.fitted) this.fit();
    this.network.setScene(this.scene);
    this.tellLegend();
  }

  setLabels(labels: Labels): void {
    this.index = this.scene === null ? null : new AssetIndex(this.scene.geometry, labels);
  }

  setBase(_areas: readonly BaseArea[]): void {}
  setWarnings(_warnings: readonly ListedWarning[]): void {}
  select(_selection: Selection): void {}
  setTiles(_tiles: TileSource | null): void {}

  flyTo(target: AssetId | View | Bounds): void {
    if (typeof target === 'string') {
      const row = this.index?.row(target) ?? null;
      if (row === null || this.scene === null) return;
      const [x, y] = this.scene.position(row);
      this.map.flyTo([latOf(y), lonOf(x)], Math.max(16, this.map.getZoom()), { duration: 0.6 });
    } else if ('center' in target) {
      this.map.flyTo([target.center[1], target.center[0]], target.zoom, { duration: 0.6 });
    } else {
      this.map.flyToBounds([[target[1], target[0]], [target[3], target[2]]], { duration: 0.6, padding: [80, 80], maxZoom: 17 });
    }
  }

  fit(): void {
    const box = this.scene?.box ?? null;
    if (box === null) return;
    this.fitted = true;
    this.map.fitBounds([[latOf(box[3]), lonOf(box[0])], [latOf(box[1]), lonOf(box[2])]], { animate: false, padding: [24, 24] });
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.paintTheme();
    this.network.setTheme(theme);
    this.tellLegend();
  }

  setStyle(style: PipeStyle): void {
    this.network.setStyle(style);
    this.tellLegend();
  }

  setLayers(layers: Partial<LayerSwitches>): void {
    this.layers = { ...this.layers, ...layers };
    this.network.setVisible(this.layers.pipes);
    this.tellLegend();
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.requestHover();
  }

  view(): ViewEvent {
    const { lat, lng } = this.map.getCenter();
    const bounds = this.map.getBounds();
    return { center: [lng, lat], zoom: this.map.getZoom(), bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] };
  }

  legend(): Legend {
    const geometry = this.scene?.geometry ?? null;
    const counts = geometry === null || !this.layers.symbols ? new Map() : kindCounts(geometry);
    return legendOf(geometry, this.network.drawn, this.theme, this.map.getZoom(), counts, this.layers.pipes);
  }

  frameStats(): FrameStats {
    return { ...this.samples.take(), firstPictureMs: this.firstPictureMs, ...this.network.work };
  }

  resize(): void {
    this.map.invalidateSize({ animate: false, pan: false });
  }

  on<E extends keyof MapEvents>(event: E, handler: MapEvents[E]): () => void {
    return this.events.on(event, handler);
  }

  destroy(): void {
    this.loop.stop();
    this.network.destroy();
    this.tooltip.remove();
    this.map.remove();
    this.element.classList.remove('dt-map');
  }

  private listen(): void {
    this.map.on('moveend', () => this.events.emit('view', this.view()));
    this.map.on('zoomend', () => this.tellLegend());
    this.map.on('mousemove', (event) => { this.pointer = event.containerPoint; this.requestHover(); });
    this.map.on('mouseout movestart', () => { this.pointer = null; this.requestHover(); });
    this.map.on('click', (event) => this.clicked(event.containerPoint));
    this.element.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.events.emit('escape'); });
  }

  private clicked(at: L.Point): void {
    const hit = this.hit(at);
    if (hit === null || hit.type !== 'cluster') this.events.emit('click', hit);
  }

  private hit(at: L.Point): Hit | null {
    if (this.scene === null) return null;
    const { lat, lng } = this.map.containerPointToLatLng(at);
    const zoom = this.map.getZoom();
    const row = hitNetwork(this.scene, zoom, worldX(lng), worldY(lat), (link) => this.network.widthOf(link, zoom));
    return row === null ? null : this.assetHit(row);
  }

  private assetHit(row: Row): AssetHit {
    const { live } = this.scene!;
    const [x, y] = this.scene!.position(row);
    return {
      type: 'asset', row, id: this.index?.id(row) ?? null, name: this.index?.name(row) ?? null, kind: kindOf(live.rows.kindOf(row)),
      level: levels[levelAt(live.state, row)] ?? 'none', stale: isStaleAt(live.state, row) || live.isOutOfTouch,
      reading: readingAt(live.state, row), fill: live.state.fill[row]!, position: [lonOf(x), latOf(y)],
    };
  }

  private drawNetwork(deadline: number): boolean {
    const more = this.network.draw(deadline);
    if (this.firstPictureMs === null && this.scene !== null && this.network.tiles.isComplete) this.firstPictureMs = performance.now() - this.networkSetAt;
    return more;
  }

  private drawHover(): boolean {
    const hit = this.pointer === null ? null : this.hit(this.pointer);
    if (hit === null) this.tooltip.hide();
    else this.tooltip.show((this.options.describe ?? ((h) => describeHit(h, this.language, this.options.now())))(hit), this.pointer!.x, this.pointer!.y);
    this.element.style.cursor = hit === null ? '' : 'pointer';
    if (hit !== null || this.hovered !== null) this.events.emit('hover', hit);
    this.hovered = hit;
    return false;
  }

  private paintTheme(): void {
    for (const [name, value] of Object.entries(themes[this.theme])) this.element.style.setProperty(`--dt-${name}`, value);
  }

  private tellLegend(): void {
    this.events.emit('legend', this.legend());
  }
}
