import type L from 'leaflet';
import type { Row } from '../../wire/brands';
import { kindCode } from '../../wire/kinds';
import type { ChangeLog } from '../../live/changeLog';
import { levelAt } from '../../live/state';
import { themes, type ThemeName } from '../../theme/tokens';
import type { Drawer } from '../frame/loop';
import { Overlay } from '../frame/overlay';
import type { NetworkScene } from '../network/scene';
import { Atlas } from './atlas';
import { faceOf, sameFace } from './face';
import { gather, symbolRows, type Gathered } from './gather';
import { drawPlaced, labelFont } from './paint';
import { place, worstLast, type Placed } from './place';
import { standings } from './shapes';

/** A view that moves is drawn in the next frame; what changes in it, this often: the server's tick is no faster than twice this. */
const stepMs = 125;
const manhole = kindCode('manhole');

/** Symbols of assets, gathered into counts far out. Drawn whole, since a few hundred copies of sprites cost less than finding out which. */
export class SymbolLayer implements Drawer {
  readonly overlay: Overlay;
  private atlas: Atlas;
  private scene: NetworkScene | null = null;
  private log: ChangeLog | null = null;
  private own: readonly Row[] = [];
  private ownSet: ReadonlySet<Row> = new Set();
  private readonly troubled = new Set<Row>();
  private groups: readonly Gathered[] = [];
  private gathered: ReadonlySet<Row> = new Set();
  private placed: readonly Placed[] = [];
  private placeOf = new Map<Row, Placed>();
  private gatheredZoom: number | null = null;
  private drawnAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private regather = false;
  private moved = true;
  private changed = false;
  private labels = true;
  private nameOf: (row: Row) => string | null = () => null;

  constructor(private readonly map: L.Map, pane: string, private readonly requestFrame: () => void, private theme: ThemeName) {
    this.overlay = new Overlay(pane, () => this.viewMoved()).addTo(map);
    this.atlas = new Atlas(themes[theme], this.overlay.pixelRatio);
  }

  setScene(scene: NetworkScene | null): void {
    if (this.scene !== null && this.log !== null) this.scene.live.closeLog(this.log);
    this.scene = scene;
    this.log = scene?.live.openLog(this.requestFrame) ?? null;
    this.own = scene === null ? [] : symbolRows(scene);
    this.ownSet = new Set(this.own);
    this.troubled.clear();
    if (scene !== null) for (let i = 0; i < scene.geometry.nodeCount; i++) this.noteTrouble(i as Row);
    this.gatheredZoom = null;
    this.viewMoved();
  }

  setNames(nameOf: (row: Row) => string | null): void {
    this.nameOf = nameOf;
    this.viewMoved();
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.atlas = new Atlas(themes[theme], this.overlay.pixelRatio);
    this.viewMoved();
  }

  setVisible(symbols: boolean, labels: boolean): void {
    this.labels = labels;
    if (symbols) this.map.addLayer(this.overlay);
    else this.map.removeLayer(this.overlay);
    this.viewMoved();
  }

  draw(): boolean {
    const { scene, log } = this;
    const frame = this.overlay.frame;
    if (frame === null) return false;
    if (scene === null || log === null) {
      this.overlay.show(false);
      return false;
    }
    this.takeChanges(scene, log);
    const wait = this.drawnAt + stepMs - performance.now();
    if (!this.moved && wait > 0) {
      clearTimeout(this.timer);
      if (this.changed || this.regather) this.timer = setTimeout(this.requestFrame, wait);
      return false;
    }
    if (this.gatheredZoom !== frame.zoom || this.regather) this.gather(scene, frame.zoom);
    if (this.moved) this.place(scene);
    if (this.moved || this.changed) this.drawAll();
    return false;
  }

  /** The symbol under a point of the container, or null. */
  hit(point: L.Point): Gathered | null {
    if (this.overlay.frame === null || this.scene === null) return null;
    const { x, y } = this.overlay.fromContainer(point);
    let best: Placed | null = null;
    let bestDistance = 15;
    for (const symbol of this.placed) {
      const distance = Math.hypot(symbol.x - x, symbol.y - y);
      if (distance <= bestDistance) {
        best = symbol;
        bestDistance = distance;
      }
    }
    return best?.group ?? null;
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.setScene(null);
    this.overlay.remove();
  }

  private takeChanges(scene: NetworkScene, log: ChangeLog): void {
    for (const row of log.drain() as Iterable<Row>) {
      if (row < scene.geometry.nodeCount && this.noteTrouble(row)) this.regather = true;
      const symbol = this.placeOf.get(row);
      if (symbol === undefined) {
        // A symbol hidden at this zoom comes out when it gets a level. Out of view it is in its group already, unseen.
        if (this.ownSet.has(row) && levelAt(scene.live.state, row) > 0 && !this.gathered.has(row)) this.regather = true;
        continue;
      }
      const face = faceOf(scene.live, symbol.group);
      if (sameFace(face, symbol.face)) continue;
      symbol.face = face;
      this.changed = true;
      // One that was out only for its level goes back.
      if (face.level === 'none' && this.gatheredZoom! < standings[symbol.group.kind]!.fromZoom) this.regather = true;
    }
  }

  /** Keeps the set of manholes with a level; true if it changed. */
  private noteTrouble(row: Row): boolean {
    const scene = this.scene!;
    if (scene.geometry.nodeKind[row] !== manhole) return false;
    const has = levelAt(scene.live.state, row) > 0;
    if (has === this.troubled.has(row)) return false;
    if (has) this.troubled.add(row);
    else this.troubled.delete(row);
    return true;
  }

  private gather(scene: NetworkScene, zoom: number): void {
    this.groups = gather(scene, zoom, [...this.own, ...this.troubled]);
    this.gathered = new Set(this.groups.flatMap((group) => group.rows));
    this.gatheredZoom = zoom;
    this.regather = false;
    this.moved = true;
  }

  private place(scene: NetworkScene): void {
    const frame = this.overlay.frame!;
    const ctx = this.overlay.begin();
    ctx.font = labelFont;
    this.placed = place(this.groups, frame, (g) => faceOf(scene.live, g), (g) => this.labelOf(g, frame.zoom), (text) => ctx.measureText(text).width);
    this.placeOf = new Map(this.placed.flatMap((symbol) => symbol.group.rows.map((row) => [row, symbol] as const)));
  }

  private drawAll(): void {
    const ctx = this.overlay.begin();
    for (const symbol of worstLast(this.placed)) drawPlaced(ctx, symbol, this.atlas, themes[this.theme]);
    this.overlay.show(this.placed.length > 0);
    this.moved = this.changed = false;
    this.drawnAt = performance.now();
  }

  private labelOf(group: Gathered, zoom: number): string | null {
    const from = standings[group.kind]?.labelFromZoom ?? Infinity;
    return this.labels && group.rows.length === 1 && zoom >= from ? this.nameOf(group.rows[0]!) : null;
  }

  private viewMoved(): void {
    this.moved = true;
    this.requestFrame();
  }
}
