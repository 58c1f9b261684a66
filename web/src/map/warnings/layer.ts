import L from 'leaflet';
import type { AssetId, Millis } from '../../wire/brands';
import { levelCode } from '../../wire/levels';
import type { Warning } from '../../wire/warnings';
import { themes, type ThemeName } from '../../theme/tokens';
import type { AssetIndex } from '../assetIndex';
import type { Language, ListedWarning, Selection } from '../contract';
import type { Drawer } from '../frame/loop';
import { Overlay, type Box, type OverlayFrame } from '../frame/overlay';
import type { Pen } from '../frame/surface';
import type { NetworkScene } from '../network/scene';
import { latOf, lonOf, worldX, worldY } from '../project';
import { meet } from '../symbols/place';
import { flagText, placeFlag } from './flags';
import { causeAt, flagFont, paintCause, paintFlag, paintLeg } from './paint';
import { paintBrackets, paintLinkMark, paintPlaceMark } from './marks';
import { LinkFinder, routeOf } from './route';
import { legsOf, type Leg } from './travel';

/** Dashes march at this rate; the eye asks for no more and a control room's machine has other work. */
const stepMs = 80;
/** Fronts and minutes to arrival move on their own, also where motion is not wanted. */
const stillStepMs = 1_000;
/** Flags of all warnings together, the worst first, while none is selected. */
const mostFlags = 12;
const mostPulses = 40;
/** Beside a place its flag may take so much, px. */
const flagRoom = 150;

interface Drawn {
  readonly listed: ListedWarning;
  readonly legs: readonly Leg[];
  /** World coordinates of the cause. */
  readonly at: readonly [number, number] | null;
}

export interface WarningLayerOptions {
  readonly now: () => Millis | null;
  readonly isStill: () => boolean;
}

/** Warnings as they travel, and the mark of what is selected. */
export class WarningLayer implements Drawer {
  /** Under the symbols: where warnings travel. */
  private readonly routes: Overlay;
  /** Over the symbols: causes, flags, marks. */
  private readonly marks: Overlay;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private links: LinkFinder | null = null;
  private warnings: readonly Drawn[] = [];
  private listed: readonly ListedWarning[] = [];
  private selection: Selection = null;
  private readonly pulses = L.layerGroup();
  private visible = true;
  private readonly pulsePane: string;
  private marksDue = true;
  private markedAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private targets: { readonly x: number; readonly y: number; readonly warning: Warning }[] = [];

  constructor(map: L.Map, panes: { readonly routes: string; readonly marks: string; readonly pulses: string }, private readonly requestFrame: () => void, private theme: ThemeName, private language: Language, private readonly options: WarningLayerOptions) {
    this.routes = new Overlay(panes.routes, () => this.touched()).addTo(map);
    this.marks = new Overlay(panes.marks, () => this.touched()).addTo(map);
    this.pulsePane = panes.pulses;
    this.pulses.addTo(map);
  }

  setScene(scene: NetworkScene | null, index: AssetIndex | null): void {
    this.scene = scene;
    this.index = index;
    this.links = scene === null ? null : new LinkFinder(scene);
    this.setWarnings(this.listed);
  }

  setWarnings(listed: readonly ListedWarning[]): void {
    this.listed = listed;
    // The worst is drawn last, on top of the others.
    this.warnings = [...listed].sort((a, b) => levelCode(a.warning.level) - levelCode(b.warning.level) || b.number - a.number).map((l) => this.prepare(l));
    this.pulse();
    this.touched();
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.touched();
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.touched();
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.touched();
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.pulse();
    this.touched();
  }

  /** A cause mark under a point of the container, or null. */
  hit(point: L.Point): { readonly warning: Warning; readonly position: readonly [number, number] } | null {
    const frame = this.marks.frame;
    if (frame === null || !this.visible) return null;
    const { x, y } = this.marks.fromContainer(point);
    const target = this.targets.findLast((t) => Math.hypot(t.x - x, t.y - y) <= 11);
    if (target === undefined) return null;
    return { warning: target.warning, position: [lonOf((target.x + frame.originX) / frame.scale), latOf((target.y + frame.originY) / frame.scale)] };
  }

  draw(): boolean {
    const frame = this.routes.frame;
    if (frame === null) return false;
    const now = this.options.now();
    const still = this.options.isStill();
    const shown = this.visible ? this.warnings : [];
    this.drawRoutes(frame, shown, now, still ? 0 : performance.now());
    if (this.marksDue || performance.now() - this.markedAt >= stillStepMs) this.drawMarks(frame, shown, now);
    clearTimeout(this.timer);
    if (shown.some((d) => d.legs.length > 0)) this.timer = setTimeout(this.requestFrame, still ? stillStepMs : stepMs);
    return false;
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.pulses.remove();
    this.routes.remove();
    this.marks.remove();
  }

  private prepare(listed: ListedWarning): Drawn {
    const { warning } = listed;
    const row = this.index?.row(warning.asset) ?? null;
    const at = warning.position !== null ? ([worldX(warning.position[0]), worldY(warning.position[1])] as const) : row === null ? null : this.scene!.position(row);
    const { scene, index, links } = this;
    if (scene === null || index === null || links === null) return { listed, legs: [], at };
    return { listed, legs: legsOf(warning, (path: readonly AssetId[]) => routeOf(scene, index, path, links)), at };
  }

  private drawRoutes(frame: OverlayFrame, shown: readonly Drawn[], now: Millis | null, clock: number): void {
    const theme = themes[this.theme];
    const pen = this.routes.begin(this.extent(frame, shown));
    const row = this.selection?.type === 'asset' ? (this.index?.row(this.selection.id) ?? null) : null;
    if (row !== null && this.scene !== null) paintLinkMark(pen, frame, this.scene, row, theme.accent);
    for (const { listed, legs } of shown) {
      const selected = this.isSelected(listed.warning);
      pen.globalAlpha = this.opacity(listed.warning);
      if (now !== null) for (const leg of legs) paintLeg(pen, frame, leg, now, levelColor(listed.warning, theme), theme, selected ? 5 : 3.5, clock);
    }
    this.routes.show(shown.length > 0 || row !== null);
  }

  private drawMarks(frame: OverlayFrame, shown: readonly Drawn[], now: Millis | null): void {
    const theme = themes[this.theme];
    const pen = this.marks.begin(this.extent(frame, shown));
    this.targets = [];
    if (this.selection?.type === 'asset') {
      const place = this.placeOf(this.selection.id);
      if (place !== null) paintBrackets(pen, ...toCanvas(frame, place), theme.accent);
    }
    for (const { listed, at } of shown) {
      const color = levelColor(listed.warning, theme);
      pen.globalAlpha = this.opacity(listed.warning);
      if (this.isSelected(listed.warning)) for (const effect of listed.warning.effects) this.markPlace(pen, frame, effect.asset, color);
      if (at === null) continue;
      const [x, y] = toCanvas(frame, at);
      if (this.isSelected(listed.warning)) paintPlaceMark(pen, x, y, color);
      paintCause(pen, x, y, listed.number, color, theme);
      const [cx, cy] = causeAt(x, y);
      this.targets.push({ x: cx, y: cy, warning: listed.warning });
    }
    if (now !== null) this.drawFlags(pen, frame, shown, now);
    this.marks.show(shown.length > 0 || this.selection !== null);
    this.marksDue = false;
    this.markedAt = performance.now();
  }

  /** Of the selected warning all that find room; else the first arrival of each, worst warnings first. */
  private drawFlags(ctx: Pen, frame: OverlayFrame, shown: readonly Drawn[], now: Millis): void {
    const theme = themes[this.theme];
    const selected = shown.filter((d) => this.isSelected(d.listed.warning));
    const flagged = selected.length > 0 ? selected : [...shown].reverse().slice(0, mostFlags);
    const taken: Box[] = this.targets.map(({ x, y }) => ({ x0: x - 10, y0: y - 10, x1: x + 10, y1: y + 10 }));
    ctx.globalAlpha = 1;
    ctx.font = flagFont;
    for (const { listed } of flagged) {
      const { effects } = listed.warning;
      const next = effects.filter((e) => e.firstAt > now);
      const due = selected.length > 0 ? effects : next.slice(0, 1);
      for (const effect of due) {
        const place = this.placeOf(effect.asset);
        if (place === null) continue;
        const [x, y] = toCanvas(frame, place);
        if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
        const text = flagText(effect.firstAt, now, this.language);
        const flag = placeFlag(text, ctx.measureText(text).width, Math.round(x), Math.round(y), taken);
        if (flag === null) continue;
        taken.push(flag.box);
        paintFlag(ctx, flag, theme[effect.level === 'none' ? 'quiet' : effect.level], theme);
      }
    }
  }

  /** All that will be drawn, with room for flags; the whole frame while an asset is selected, which may be anywhere. */
  private extent(frame: OverlayFrame, shown: readonly Drawn[]): Box | undefined {
    if (this.selection?.type === 'asset') return undefined;
    const boxes = shown.flatMap(({ legs, at }) => {
      const lines = at === null ? legs : [...legs, { x: [at[0]], y: [at[1]] }];
      return lines.map((line) => boxOf(frame, line)).filter((box) => meet(box, { x0: 0, y0: 0, x1: frame.width, y1: frame.height }));
    });
    return {
      x0: Math.min(...boxes.map((b) => b.x0)), y0: Math.min(...boxes.map((b) => b.y0)), x1: Math.max(...boxes.map((b) => b.x1)), y1: Math.max(...boxes.map((b) => b.y1)),
    };
  }

  private markPlace(pen: Pen, frame: OverlayFrame, asset: AssetId, color: string): void {
    const place = this.placeOf(asset);
    if (place !== null) paintPlaceMark(pen, ...toCanvas(frame, place), color);
  }

  private placeOf(asset: AssetId): readonly [number, number] | null {
    const row = this.index?.row(asset) ?? null;
    return row === null || this.scene === null ? null : this.scene.position(row);
  }

  /** Selecting one dims the others. */
  private opacity(warning: Warning): number {
    return this.selection?.type === 'warning' && !this.isSelected(warning) ? 0.3 : 1;
  }

  private isSelected(warning: Warning): boolean {
    return this.selection?.type === 'warning' && this.selection.id === warning.id;
  }

  private touched(): void {
    this.marksDue = true;
    this.requestFrame();
  }

  /** Unacknowledged red, as elements that the compositor moves by itself. */
  private pulse(): void {
    this.pulses.clearLayers();
    if (!this.visible) return;
    const red = this.warnings.filter(({ listed, at }) => listed.warning.level === 'red' && !listed.acknowledged && at !== null);
    for (const { at } of red.slice(-mostPulses)) {
      const icon = L.divIcon({ className: 'dt-pulse-place', html: '', iconSize: [0, 0] });
      const marker = L.marker([latOf(at![1]), lonOf(at![0])], { icon, interactive: false, keyboard: false, pane: this.pulsePane }).addTo(this.pulses);
      marker.getElement()?.appendChild(document.createElement('div')).classList.add('dt-pulse');
    }
  }
}

function toCanvas(frame: OverlayFrame, [x, y]: readonly [number, number]): readonly [number, number] {
  return [x * frame.scale - frame.originX, y * frame.scale - frame.originY];
}

/** Of a line on the canvas, with room for marks and flags beside it. */
function boxOf({ scale, originX, originY }: OverlayFrame, { x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }): Box {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (let i = 0; i < x.length; i++) {
    x0 = Math.min(x0, x[i]!);
    y0 = Math.min(y0, y[i]!);
    x1 = Math.max(x1, x[i]!);
    y1 = Math.max(y1, y[i]!);
  }
  return { x0: x0 * scale - originX - flagRoom, y0: y0 * scale - originY - 50, x1: x1 * scale - originX + flagRoom, y1: y1 * scale - originY + 50 };
}

function levelColor(warning: Warning, theme: (typeof themes)[ThemeName]): string {
  return theme[warning.level === 'none' ? 'quiet' : warning.level];
}
