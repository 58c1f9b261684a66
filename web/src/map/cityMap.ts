import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';
import type { Labels, Trace } from '../wire/assets';
import type { BaseArea } from '../wire/base';
import type { AssetId } from '../wire/brands';
import type { Bounds, TileSource } from '../wire/city';
import type { LiveNetwork } from '../live/network';
import { themes, type ThemeName } from '../theme/tokens';
import { AssetIndex } from './assetIndex';
import { ExpectationLayer } from './forecast/layer';
import { DrawingLayer } from './drawing/layer';
import { groundTiles } from './base/ground';
import { BaseLayer } from './base/layer';
import type {
  FrameStats, Language, LayerSwitches, Legend, ListedWarning, MapDrawing, MapEvents, MapExpectation, MapOptions, MapView, PipeStyle, Selection, SharedMark, SharedPointer, Sketch, View, ViewEvent,
} from './contract';
import { Emitter } from './emitter';
import { FrameLoop } from './frame/loop';
import { FrameSamples } from './frame/stats';
import { HitTest } from './hover/hitTest';
import { Pointer } from './hover/pointer';
import { legendOf } from './legend';
import { NetworkLayer } from './network/layer';
import { NetworkScene } from './network/scene';
import { latOf, lonOf } from './project';
import type { Gathered } from './symbols/gather';
import { SharingLayer } from './sharing/layer';
import { SymbolLayer } from './symbols/layer';
import { TraceLayer } from './trace/layer';
import { WarningLayer } from './warnings/layer';

/** Bottom to top, with their z-index. */
const panes = { ground: 200, base: 250, network: 300, trace: 340, routes: 350, symbols: 400, marks: 450, pulses: 460 } as const;
const allLayers: LayerSwitches = { pipes: true, symbols: true, warnings: true, labels: true, districts: true, graticule: true, tiles: true };
/** Closest that a flight to one asset or a count goes, unless the view is closer already. */
const assetZoom = 16;

/** Makes a map that fills `element`. The element needs a size; call `resize` when it changes. */
export function createMap(element: HTMLElement, options: MapOptions): MapView {
  return new CityMap(element, options);
}

class CityMap implements MapView {
  private readonly map: L.Map;
  private readonly events = new Emitter<MapEvents>();
  private readonly samples = new FrameSamples();
  private readonly loop = new FrameLoop((ms) => this.samples.add(ms));
  private readonly motion = window.matchMedia('(prefers-reduced-motion: reduce)');
  private readonly base: BaseLayer;
  private readonly network: NetworkLayer;
  private readonly symbols: SymbolLayer;
  private readonly trace: TraceLayer;
  private readonly warnings: WarningLayer;
  private readonly drawing: DrawingLayer;
  private readonly expectation: ExpectationLayer;
  private readonly sharing: SharingLayer;
  private readonly hits: HitTest;
  private readonly pointer: Pointer;
  private ground: L.TileLayer | null = null;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private theme: ThemeName;
  private layers = allLayers;
  private fitted: boolean;
  private setAt = 0;
  private firstPictureMs: number | null = null;

  constructor(private readonly element: HTMLElement, options: MapOptions) {
    this.theme = options.theme;
    this.fitted = options.view !== undefined;
    this.map = bareMap(element, options.view ?? { center: [116.39, 39.9], zoom: 10 }, this.motion.matches);
    this.base = new BaseLayer('base', options.theme, this.layers);
    // Drawn in this order, so that what is told of the network is drawn before what lies on it.
    const requestNetwork = this.loop.add({ draw: (deadline) => this.drawNetwork(deadline) });
    this.network = new NetworkLayer(this.map, 'network', () => requestNetwork(), 'class', options.theme);
    const requestSymbols = this.loop.add({ draw: () => this.symbols.draw() });
    this.symbols = new SymbolLayer(this.map, 'symbols', () => requestSymbols(), options.theme);
    const requestTrace = this.loop.add({ draw: () => this.trace.draw() });
    this.trace = new TraceLayer(this.map, { lines: 'trace', flags: 'marks' }, () => requestTrace(), options.theme, options.language);
    const requestWarnings = this.loop.add({ draw: () => this.warnings.draw() });
    this.warnings = new WarningLayer(this.map, { routes: 'routes', marks: 'marks', pulses: 'pulses' }, () => requestWarnings(), options.theme, options.language, { now: options.now, isStill: () => this.motion.matches });
    const requestDrawing = this.loop.add({ draw: () => this.drawing.draw() });
    this.drawing = new DrawingLayer(this.map, { lines: 'routes', marks: 'marks' }, () => requestDrawing(), options.theme, options.language);
    const requestExpectation = this.loop.add({ draw: () => this.expectation.draw() });
    this.expectation = new ExpectationLayer(this.map, 'marks', () => requestExpectation(), options.theme);
    this.sharing = new SharingLayer(this.map, element, 'marks', options.theme, (drawn) => this.events.emit('sketched', drawn));
    this.hits = new HitTest(this.map, this.network, this.symbols, this.warnings);
    this.pointer = new Pointer(this.map, element, this.hits, this.loop, this.events, options, (cluster) => this.open(cluster));
    this.map.on('moveend', () => this.events.emit('view', this.view()));
    this.map.on('zoomend', () => this.tellLegend());
    this.paintTheme();
    this.setTiles(options.tiles ?? null);
    if (this.fitted) this.begin();
  }

  setNetwork(live: LiveNetwork | null): void {
    this.setAt = performance.now();
    this.firstPictureMs = null;
    this.scene = live === null ? null : new NetworkScene(live);
    this.index = null;
    if (!this.fitted) this.fit();
    if (live !== null) this.begin();
    this.network.setScene(this.scene);
    this.symbols.setScene(this.scene);
    this.trace.setScene(this.scene, null);
    this.drawing.setScene(this.scene, null);
    this.expectation.setScene(this.scene, null);
    this.warnings.setScene(this.scene, null);
    this.hits.setScene(this.scene, null);
    this.tellLegend();
  }

  expect(bounds: Bounds): void {
    if (!this.fitted) this.fitTo(bounds);
  }

  setLabels(labels: Labels): void {
    if (this.scene === null) return;
    const index = new AssetIndex(this.scene.geometry, labels);
    this.index = index;
    this.symbols.setNames((row) => index.name(row));
    this.trace.setScene(this.scene, index);
    this.drawing.setScene(this.scene, index);
    this.expectation.setScene(this.scene, index);
    this.warnings.setScene(this.scene, index);
    this.hits.setScene(this.scene, index);
  }

  setBase(areas: readonly BaseArea[]): void {
    this.base.setAreas(areas);
  }

  setWarnings(warnings: readonly ListedWarning[]): void {
    this.warnings.setWarnings(warnings);
  }

  select(selection: Selection): void {
    this.element.classList.toggle('is-dimmed', selection?.type === 'warning');
    this.warnings.select(selection);
  }

  setTrace(trace: Trace | null): void {
    this.trace.setTrace(trace);
  }

  setDrawing(drawing: MapDrawing | null): void {
    this.drawing.setDrawing(drawing);
  }

  setExpectation(expected: MapExpectation | null): void {
    this.expectation.setExpectation(expected);
  }

  setSharing(marks: readonly SharedMark[], pointers: readonly SharedPointer[]): void {
    this.sharing.show(marks, pointers);
  }

  sketch(sketch: Sketch | null): void {
    this.sharing.begin(sketch);
  }

  flyTo(target: AssetId | View | Bounds): void {
    const flight = { duration: 0.6, animate: !this.motion.matches };
    if (typeof target === 'string') {
      const row = this.index?.row(target) ?? null;
      if (row === null || this.scene === null) return;
      const [x, y] = this.scene.position(row);
      this.map.flyTo([latOf(y), lonOf(x)], Math.max(assetZoom, this.map.getZoom()), flight);
    } else if ('center' in target) {
      this.map.flyTo([target.center[1], target.center[0]], target.zoom, flight);
    } else {
      this.map.flyToBounds(latLngs(target), { ...flight, padding: [96, 96], maxZoom: assetZoom + 1 });
    }
  }

  fit(): void {
    const box = this.scene?.box ?? null;
    if (box !== null) this.fitTo([lonOf(box[0]), latOf(box[3]), lonOf(box[2]), latOf(box[1])]);
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.paintTheme();
    for (const layer of [this.base, this.network, this.symbols, this.trace, this.warnings, this.drawing, this.expectation, this.sharing]) layer.setTheme(theme);
    this.tellLegend();
  }

  setStyle(style: PipeStyle): void {
    this.network.setStyle(style);
    this.tellLegend();
  }

  setLayers(layers: Partial<LayerSwitches>): void {
    this.layers = { ...this.layers, ...layers };
    this.base.setShown(this.layers);
    this.network.setVisible(this.layers.pipes);
    this.symbols.setVisible(this.layers.symbols, this.layers.labels);
    this.warnings.setVisible(this.layers.warnings);
    if (this.ground !== null) this.showGround(this.ground);
    this.tellLegend();
  }

  setTiles(tiles: TileSource | null): void {
    this.ground?.remove();
    this.ground = tiles === null ? null : groundTiles(tiles, 'ground');
    if (this.ground === null) this.map.attributionControl?.remove();
    else this.showGround(this.ground);
  }

  setLanguage(language: Language): void {
    this.pointer.setLanguage(language);
    this.trace.setLanguage(language);
    this.warnings.setLanguage(language);
    this.drawing.setLanguage(language);
  }

  view(): ViewEvent {
    const { lat, lng } = this.map.getCenter();
    const b = this.map.getBounds();
    return { center: [lng, lat], zoom: this.map.getZoom(), bounds: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] };
  }

  legend(): Legend {
    return legendOf(this.scene?.geometry ?? null, this.network.drawn, this.theme, this.map.getZoom(), this.layers);
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
    this.pointer.destroy();
    this.warnings.destroy();
    this.trace.destroy();
    this.drawing.destroy();
    this.expectation.destroy();
    this.sharing.destroy();
    this.symbols.destroy();
    this.network.destroy();
    this.map.remove();
    this.element.classList.remove('dt-map', 'is-dimmed');
  }

  private fitTo(bounds: Bounds): void {
    this.fitted = true;
    this.map.fitBounds(latLngs(bounds), { animate: false, padding: [24, 24] });
    this.begin();
  }

  /** Shows what fills the view, once there is one. */
  private begin(): void {
    this.base.addTo(this.map);
    this.network.begin();
  }

  private drawNetwork(deadline: number): boolean {
    const more = this.network.draw(deadline, this.firstPictureMs === null);
    if (this.firstPictureMs === null && this.scene !== null && this.network.tiles.isComplete) {
      this.firstPictureMs = performance.now() - this.setAt;
      performance.mark('map:first-picture', { detail: this.firstPictureMs }); // For whoever measures from outside, from navigation on.
      this.events.emit('picture');
    }
    return more;
  }

  /** Shows what a count holds: closer, or where all of it is at one place, closer still. */
  private open({ rows }: Gathered): void {
    const points = rows.map((row) => this.scene!.position(row)).map(([x, y]) => L.latLng(latOf(y), lonOf(x)));
    const zoom = this.map.getBoundsZoom(L.latLngBounds(points), false, L.point(160, 160));
    this.map.flyTo(L.latLngBounds(points).getCenter(), Math.max(this.map.getZoom() + 1, Math.min(zoom, assetZoom + 2)), { duration: 0.5, animate: !this.motion.matches });
  }

  private showGround(ground: L.TileLayer): void {
    if (this.layers.tiles) ground.addTo(this.map);
    else ground.remove();
    if (this.map.attributionControl === undefined) L.control.attribution({ prefix: false }).addTo(this.map);
  }

  private paintTheme(): void {
    this.element.dataset.mapTheme = this.theme;
    for (const [name, value] of Object.entries(themes[this.theme])) this.element.style.setProperty(`--dt-${name}`, value);
  }

  private tellLegend(): void {
    this.events.emit('legend', this.legend());
  }
}

function bareMap(element: HTMLElement, view: View, still: boolean): L.Map {
  element.classList.add('dt-map');
  const map = L.map(element, {
    attributionControl: false, zoomControl: false, fadeAnimation: false, zoomAnimation: !still, inertia: !still,
    minZoom: 3, maxZoom: 20, keyboardPanDelta: 120, wheelPxPerZoomLevel: 90,
  });
  for (const [name, z] of Object.entries(panes)) {
    const pane = map.createPane(name);
    pane.classList.add(`dt-pane-${name}`);
    pane.style.zIndex = String(z);
  }
  map.setView([view.center[1], view.center[0]], view.zoom);
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  return map;
}

function latLngs([west, south, east, north]: Bounds): [[number, number], [number, number]] {
  return [[south, west], [north, east]];
}

