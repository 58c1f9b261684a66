import type L from 'leaflet';
import { themes, type ThemeName, type ThemeTokens } from '../../theme/tokens';
import type { AssetIndex } from '../assetIndex';
import type { Language, MapDrawing, MapMark } from '../contract';
import type { Drawer } from '../frame/loop';
import { Overlay, type Box } from '../frame/overlay';
import type { Pen } from '../frame/surface';
import type { NetworkScene } from '../network/scene';
import { spreadOver, travelText } from '../trace/spread';
import { placeFlag } from '../warnings/flags';
import { flagFont, paintFlag } from '../warnings/paint';
import { binOf, boundsOf, rampOf } from './ramp';
import { paintSpans, type Span } from './spans';

const lineWidth = 5;
const mostFlags = 12;
const lift = 22;
const size = 9;

interface Prepared {
  /** Links by colour, the latest first so that the soonest lie on top. */
  readonly bins: readonly (readonly number[])[];
  readonly stops: readonly { readonly x: number; readonly y: number; readonly minutes: number }[];
  readonly marks: readonly { readonly x: number; readonly y: number; readonly mark: MapMark }[];
  readonly spans: readonly Span[];
}

const nothing: Prepared = { bins: [], stops: [], marks: [], spans: [] };

/** What a what-if or a search for a cause puts on the map: ways coloured by arrival, and marked places. */
export class DrawingLayer implements Drawer {
  private readonly lines: Overlay;
  private readonly marks: Overlay;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private drawing: MapDrawing | null = null;
  private prepared: Prepared = nothing;

  constructor(map: L.Map, panes: { readonly lines: string; readonly marks: string }, private readonly requestFrame: () => void, private theme: ThemeName, private language: Language) {
    this.lines = new Overlay(panes.lines, () => this.requestFrame()).addTo(map);
    this.marks = new Overlay(panes.marks, () => this.requestFrame()).addTo(map);
  }

  setScene(scene: NetworkScene | null, index: AssetIndex | null): void {
    this.scene = scene;
    this.index = index;
    this.setDrawing(this.drawing);
  }

  /** Assets of another network are passed over. */
  setDrawing(drawing: MapDrawing | null): void {
    this.drawing = drawing;
    this.prepared = drawing === null ? nothing : this.prepare(drawing);
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
    const { bins, stops, marks, spans } = this.prepared;
    const hasLines = bins.some((links) => links.length > 0) || spans.length > 0;
    if (hasLines) this.drawLines(bins, spans);
    if (stops.length + marks.length > 0) this.drawMarks(stops, marks);
    this.lines.show(hasLines);
    this.marks.show(stops.length + marks.length > 0);
    return false;
  }

  destroy(): void {
    this.lines.remove();
    this.marks.remove();
  }

  private prepare({ lines, marks, flags, spans }: MapDrawing): Prepared {
    const { scene } = this;
    const bounds = boundsOf(lines.map(({ minutes }) => minutes));
    const bins: number[][] = Array.from({ length: bounds.length + 1 }, () => []);
    for (const { asset, minutes } of lines) {
      const row = this.index?.row(asset) ?? null;
      const link = row === null || scene === null ? -1 : scene.live.rows.linkIndex(row);
      if (link >= 0) bins[binOf(minutes, bounds)]!.push(link);
    }
    const place = <T extends { readonly asset: MapMark['asset'] }>(items: readonly T[]) => items.flatMap((item) => {
      const row = this.index?.row(item.asset) ?? null;
      return row === null || scene === null ? [] : [{ item, at: scene.position(row) }];
    });
    const positionOf = (asset: MapMark['asset']) => { const row = this.index?.row(asset) ?? null; return row === null || scene === null ? null : scene.position(row); };
    return {
      spans: (spans ?? []).flatMap(({ from, to, text }) => { const [a, b] = [positionOf(from), positionOf(to)]; return a === null || b === null ? [] : [{ a, b, text }]; }),
      bins,
      stops: place(flags).map(({ item, at: [x, y] }) => ({ x, y, minutes: item.minutes })),
      marks: place(marks).map(({ item, at: [x, y] }) => ({ x, y, mark: item })),
    };
  }

  private drawLines(bins: Prepared['bins'], spans: Prepared['spans']): void {
    const pen = this.lines.begin();
    const { frame } = this.lines;
    if (this.scene === null || frame === null) return;
    const { vertexX, vertexY, geometry } = this.scene;
    const ramp = rampOf(this.theme);
    pen.lineCap = pen.lineJoin = 'round';
    pen.setLineDash([]);
    for (const casing of [true, false]) {
      for (let bin = bins.length - 1; bin >= 0; bin--) {
        pen.beginPath();
        for (const link of bins[bin]!) {
          const [start, end] = [geometry.linkStart[link]!, geometry.linkStart[link + 1]!];
          for (let i = start; i < end; i++) pen[i === start ? 'moveTo' : 'lineTo'](vertexX[i]! * frame.scale - frame.originX, vertexY[i]! * frame.scale - frame.originY);
        }
        pen.lineWidth = casing ? lineWidth + 3 : lineWidth;
        pen.strokeStyle = casing ? themes[this.theme].ground : ramp[bin]!;
        pen.stroke();
      }
    }
    paintSpans(pen, spans, frame, themes[this.theme]);
  }

  private drawMarks(stops: Prepared['stops'], marks: Prepared['marks']): void {
    const pen = this.marks.begin();
    const { frame } = this.marks;
    if (frame === null) return;
    const colors = themes[this.theme];
    const taken: Box[] = [];
    // The first of a list is the best: drawn last, on top.
    for (const { x, y, mark } of [...marks].reverse()) {
      const [px, py] = [Math.round(x * frame.scale - frame.originX), Math.round(y * frame.scale - frame.originY)];
      paintMark(pen, px, py, mark, colors);
      taken.push({ x0: px - size - 2, y0: py - lift - size - 2, x1: px + size + 2, y1: py });
    }
    pen.font = flagFont;
    pen.globalAlpha = 1;
    const seen = stops.map(({ x, y, minutes }) => ({ x: Math.round(x * frame.scale - frame.originX), y: Math.round(y * frame.scale - frame.originY), minutes }))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x <= frame.width && y <= frame.height);
    for (const { x, y, minutes } of spreadOver(seen, mostFlags)) {
      const text = travelText(minutes, this.language);
      const flag = placeFlag(text, pen.measureText(text).width, x, y, taken);
      if (flag === null) continue;
      taken.push(flag.box);
      paintFlag(pen, flag, colors.quiet, colors);
    }
  }
}

/** A pin whose head tells what it is for: a square to shut, a circle to sample, a drop where it begins or may have begun. */
function paintMark(pen: Pen, x: number, y: number, { sign, label, weak }: MapMark, colors: ThemeTokens): void {
  const [cx, cy] = [x, y - lift];
  pen.globalAlpha = weak ? 0.6 : 1;
  pen.strokeStyle = colors.text;
  pen.lineWidth = 2;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(cx, cy + size);
  pen.stroke();
  pen.beginPath();
  if (sign === 'block') pen.rect(cx - size, cy - size, 2 * size, 2 * size);
  else if (sign === 'sample' || sign === 'symptom') pen.arc(cx, cy, size, 0, 2 * Math.PI);
  else {
    pen.arc(cx, cy, size, 0.8 * Math.PI, 0.2 * Math.PI);
    pen.lineTo(cx, cy + size + 6);
    pen.closePath();
  }
  pen.fillStyle = sign === 'symptom' ? colors.panel : sign === 'block' || sign === 'source' ? colors.text : colors.accent;
  pen.fill();
  pen.strokeStyle = sign === 'symptom' ? colors.text : colors.ground;
  pen.stroke();
  if (label === '') return;
  pen.fillStyle = sign === 'symptom' ? colors.text : colors.ground;
  pen.font = '700 12px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(label, cx, cy + 0.5);
  pen.textAlign = 'start';
  pen.textBaseline = 'alphabetic';
}
