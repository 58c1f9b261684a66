import type L from 'leaflet';
import type { Trace } from '../../wire/assets';
import { themes, type ThemeName } from '../../theme/tokens';
import type { AssetIndex } from '../assetIndex';
import type { Language } from '../contract';
import type { Drawer } from '../frame/loop';
import { Overlay, type Box } from '../frame/overlay';
import type { NetworkScene } from '../network/scene';
import { placeFlag } from '../warnings/flags';
import { flagFont, paintFlag } from '../warnings/paint';
import { spreadOver, travelText } from './spread';

const lineWidth = 4;
/** Tried for a flag with its travel time; what finds no room goes without. */
const mostFlags = 10;

interface Shown {
  readonly links: readonly number[];
  readonly stops: readonly { readonly x: number; readonly y: number; readonly minutes: number }[];
}

/** Where the water of one asset goes or comes from: a line in the colour of the selection, and travel times along it. */
export class TraceLayer implements Drawer {
  /** Under the symbols, which the line must not hide. */
  private readonly lines: Overlay;
  private readonly flags: Overlay;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private trace: Trace | null = null;
  private shown: Shown = { links: [], stops: [] };

  constructor(map: L.Map, panes: { readonly lines: string; readonly flags: string }, private readonly requestFrame: () => void, private theme: ThemeName, private language: Language) {
    this.lines = new Overlay(panes.lines, () => this.requestFrame()).addTo(map);
    this.flags = new Overlay(panes.flags, () => this.requestFrame()).addTo(map);
  }

  setScene(scene: NetworkScene | null, index: AssetIndex | null): void {
    this.scene = scene;
    this.index = index;
    this.setTrace(this.trace);
  }

  /** Assets of another network are passed over. */
  setTrace(trace: Trace | null): void {
    this.trace = trace;
    const links: number[] = [];
    const stops: { x: number; y: number; minutes: number }[] = [];
    for (const { asset, minutes } of trace?.items ?? []) {
      const row = this.index?.row(asset) ?? null;
      if (row === null || this.scene === null) continue;
      const link = this.scene.live.rows.linkIndex(row);
      if (link >= 0) links.push(link);
      else {
        const [x, y] = this.scene.position(row);
        stops.push({ x, y, minutes });
      }
    }
    this.shown = { links, stops };
    this.requestFrame();
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.requestFrame();
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.requestFrame();
  }

  draw(): boolean {
    const { links, stops } = this.shown;
    if (links.length > 0) this.drawLinks(links);
    if (stops.length > 0) this.drawFlags(stops);
    this.lines.show(links.length > 0);
    this.flags.show(stops.length > 0);
    return false;
  }

  destroy(): void {
    this.lines.remove();
    this.flags.remove();
  }

  private drawLinks(links: readonly number[]): void {
    const pen = this.lines.begin();
    const { frame } = this.lines;
    if (this.scene === null || frame === null) return;
    const { scale, originX, originY } = frame;
    const { vertexX, vertexY, geometry } = this.scene;
    const colors = themes[this.theme];
    pen.beginPath();
    for (const link of links) {
      const start = geometry.linkStart[link]!;
      const end = geometry.linkStart[link + 1]!;
      pen.moveTo(vertexX[start]! * scale - originX, vertexY[start]! * scale - originY);
      for (let i = start + 1; i < end; i++) pen.lineTo(vertexX[i]! * scale - originX, vertexY[i]! * scale - originY);
    }
    pen.lineCap = pen.lineJoin = 'round';
    pen.setLineDash([]);
    for (const [width, color] of [[lineWidth + 3, colors.ground], [lineWidth, colors.accent]] as const) {
      pen.lineWidth = width;
      pen.strokeStyle = color;
      pen.stroke();
    }
  }

  private drawFlags(stops: Shown['stops']): void {
    const pen = this.flags.begin();
    const { frame } = this.flags;
    if (frame === null) return;
    const colors = themes[this.theme];
    const taken: Box[] = [];
    pen.font = flagFont;
    const seen = stops
      .map(({ x, y, minutes }) => ({ x: Math.round(x * frame.scale - frame.originX), y: Math.round(y * frame.scale - frame.originY), minutes }))
      .filter(({ x, y, minutes }) => minutes > 0 && x >= 0 && y >= 0 && x <= frame.width && y <= frame.height);
    for (const { x, y, minutes } of spreadOver(seen, mostFlags)) {
      const text = travelText(minutes, this.language);
      const flag = placeFlag(text, pen.measureText(text).width, x, y, taken);
      if (flag === null) continue;
      taken.push(flag.box);
      paintFlag(pen, flag, colors.accent, colors);
    }
  }
}
