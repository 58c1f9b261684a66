import type L from 'leaflet';
import type { ChangeLog } from '../../live/changeLog';
import { themes, type ThemeName } from '../../theme/tokens';
import type { PipeStyle } from '../contract';
import type { Drawer } from '../frame/loop';
import { levelOfDetail } from './lod';
import { lookOf, lookTable, type Look } from './looks';
import { NetworkPainter } from './paint';
import type { NetworkScene } from './scene';
import { NetworkTiles, type TileWork } from './tiles';
import { WidthTable } from './widths';

/** Pipes and manholes: keeps each link's look, and has repainted what looks different. */
export class NetworkLayer implements Drawer {
  readonly tiles: NetworkTiles;
  readonly work: TileWork = { tilesPainted: 0, patchesPainted: 0 };
  private scene: NetworkScene | null = null;
  private log: ChangeLog | null = null;
  private looks = new Uint8Array(0);
  private widths: WidthTable | null = null;
  private cutsByZoom: readonly number[] = [];
  private lookTable: readonly (Look | null)[] = [];
  private painter: NetworkPainter | null = null;
  private visible = true;
  private begun = false;

  constructor(private readonly map: L.Map, pane: string, private readonly requestFrame: () => void, private style: PipeStyle, private theme: ThemeName) {
    this.tiles = new NetworkTiles(requestFrame, this.work, pane);
    this.lookTable = lookTable(style, themes[theme]);
  }

  /** To be called once the map has a view worth drawing: tiles of elsewhere would be thrown away. */
  begin(): void {
    this.begun = true;
    if (this.visible) this.map.addLayer(this.tiles);
  }

  setScene(scene: NetworkScene | null): void {
    if (this.scene !== null && this.log !== null) this.scene.live.closeLog(this.log);
    this.scene = scene;
    this.log = scene?.live.openLog(this.requestFrame) ?? null;
    this.cutsByZoom = scene === null ? [] : levelOfDetail(scene);
    this.widths = scene === null ? null : new WidthTable(scene.geometry, this.cutsByZoom);
    this.repaint();
  }

  setStyle(style: PipeStyle): void {
    this.style = style;
    this.repaint();
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.repaint();
  }

  setVisible(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    if (!this.begun) return;
    if (visible) this.map.addLayer(this.tiles);
    else this.map.removeLayer(this.tiles);
  }

  /** `atOnce`: all that is in view, whatever it takes. */
  draw(deadline: number, atOnce = false): boolean {
    if (this.scene === null || this.log === null) return false;
    const { nodeCount, linkCount } = this.scene.geometry;
    for (const row of this.log.drain()) {
      const link = row - nodeCount;
      if (link < 0 || link >= linkCount) continue;
      const look = lookOf(this.scene.live, link, this.style);
      if (look === this.looks[link]) continue;
      this.looks[link] = look;
      if (this.visible) this.tiles.touch(link);
    }
    return this.visible && this.begun && this.tiles.paintDue(deadline, atOnce);
  }

  /** Width of a link on the screen, px; 0 where it is left out. */
  widthOf(link: number, zoom: number): number {
    return this.visible ? (this.painter?.widthOf(link, zoom) ?? 0) : 0;
  }

  /** For the legend: the tables that paint, and which diameters each zoom leaves out. */
  get drawn(): { readonly style: PipeStyle; readonly table: readonly (Look | null)[]; readonly widths: WidthTable | null; readonly cuts: readonly number[] } {
    return { style: this.style, table: this.lookTable, widths: this.widths, cuts: this.cutsByZoom };
  }

  destroy(): void {
    this.setScene(null);
    this.tiles.remove();
  }

  private repaint(): void {
    const scene = this.scene;
    this.lookTable = lookTable(this.style, themes[this.theme]);
    if (scene === null) {
      this.painter = null;
    } else {
      const looks = new Uint8Array(scene.geometry.linkCount);
      for (let link = 0; link < looks.length; link++) looks[link] = lookOf(scene.live, link, this.style);
      this.looks = looks;
      this.painter = new NetworkPainter(scene, this.widths!, looks, this.lookTable, themes[this.theme]);
    }
    this.tiles.setPainter(scene, this.painter);
  }
}
