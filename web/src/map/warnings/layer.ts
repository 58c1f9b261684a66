import L from 'leaflet';
import type { AssetId, Millis } from '../../wire/brands';
import { levelCode } from '../../wire/levels';
import type { Warning } from '../../wire/warnings';
import { themes, type ThemeName } from '../../theme/tokens';
import type { AssetIndex } from '../assetIndex';
import type { Language, ListedWarning, Selection } from '../contract';
import type { Drawer } from '../frame/loop';
import { Overlay, type OverlayFrame } from '../frame/overlay';
import type { Pen } from '../frame/surface';
import type { NetworkScene } from '../network/scene';
import { latOf, lonOf, worldX, worldY } from '../project';
import type { Box } from '../symbols/place';
import { flagText, placeFlag } from './flags';
import { causeAt, flagFont, paintCause, paintFlag, paintLeg } from './paint';
import { paintAssetMark, paintPlaceMark } from './marks';
import { LinkFinder, routeOf } from './route';
import { legsOf, type Leg } from './travel';

/** Dashes march at this rate; the eye asks for no more and a control room's machine has other work. */
const stepMs = 80;
/** Fronts and minutes to arrival move on their own, also where motion is not wanted. */
const stillStepMs = 1_000;
/** Flags of all warnings together, the worst first, while none is selected. */
const mostFlags = 12;
const mostPulses = 40;

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
  readonly overlay: Overlay;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private links: LinkFinder | null = null;
  private warnings: readonly Drawn[] = [];
  private listed: readonly ListedWarning[] = [];
  private selection: Selection = null;
  private readonly pulses = L.layerGroup();
  private visible = true;
  private pen: Pen;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private targets: { readonly x: number; readonly y: number; readonly warning: Warning }[] = [];

  constructor(map: L.Map, pane: string, private readonly requestFrame: () => void, private theme: ThemeName, private language: Language, private readonly options: WarningLayerOptions) {
    this.overlay = new Overlay(pane, () => this.requestFrame()).addTo(map);
    this.pulses.addTo(map);
    this.pen = this.overlay.begin();
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
    this.requestFrame();
  }

  select(selection: Selection): void {
    this.selection = selection;
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

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.pulse();
    this.requestFrame();
  }

  /** A cause mark under a point of the container, or null. */
  hit(point: L.Point): { readonly warning: Warning; readonly position: readonly [number, number] } | null {
    const frame = this.overlay.frame;
    if (frame === null || !this.visible) return null;
    const { x, y } = this.overlay.fromContainer(point);
    const target = this.targets.findLast((t) => Math.hypot(t.x - x, t.y - y) <= 11);
    if (target === undefined) return null;
    return { warning: target.warning, position: [lonOf((target.x + frame.originX) / frame.scale), latOf((target.y + frame.originY) / frame.scale)] };
  }

  draw(): boolean {
    const frame = this.overlay.frame;
    if (frame === null) return false;
    const now = this.options.now();
    const still = this.options.isStill();
    const clock = still ? 0 : performance.now();
    const shown = this.visible ? this.warnings : [];
    this.pen = this.overlay.begin();
    this.targets = [];
    this.drawSelectedAsset(frame);
    for (const drawn of shown) this.drawWarning(frame, drawn, now, clock);
    this.drawFlags(frame, shown, now);
    this.overlay.show(shown.length > 0 || this.selection !== null);
    clearTimeout(this.timer);
    if (shown.some((d) => d.legs.length > 0)) this.timer = setTimeout(this.requestFrame, still ? stillStepMs : stepMs);
    return false;
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.pulses.remove();
    this.overlay.remove();
  }

  private prepare(listed: ListedWarning): Drawn {
    const { warning } = listed;
    const row = this.index?.row(warning.asset) ?? null;
    const at = warning.position !== null ? ([worldX(warning.position[0]), worldY(warning.position[1])] as const) : row === null ? null : this.scene!.position(row);
    const { scene, index, links } = this;
    if (scene === null || index === null || links === null) return { listed, legs: [], at };
    return { listed, legs: legsOf(warning, (path: readonly AssetId[]) => routeOf(scene, index, path, links)), at };
  }

  private drawWarning(frame: OverlayFrame, { listed, legs, at }: Drawn, now: Millis | null, clock: number): void {
    const ctx = this.pen;
    const theme = themes[this.theme];
    const color = levelColor(listed.warning, theme);
    const selected = this.isSelected(listed.warning);
    ctx.globalAlpha = this.selection?.type === 'warning' && !selected ? 0.3 : 1;
    if (now !== null) for (const leg of legs) paintLeg(ctx, frame, leg, now, color, theme, selected ? 5 : 3.5, clock);
    if (selected) for (const effect of listed.warning.effects) this.markPlace(frame, effect.asset, color);
    if (at === null) return;
    const [x, y] = toCanvas(frame, at);
    if (selected) paintPlaceMark(ctx, x, y, color);
    paintCause(ctx, x, y, listed.number, color, theme);
    const [cx, cy] = causeAt(x, y);
    this.targets.push({ x: cx, y: cy, warning: listed.warning });
  }

  /** Of the selected warning all that find room; else the first arrival of each, worst warnings first. */
  private drawFlags(frame: OverlayFrame, shown: readonly Drawn[], now: Millis | null): void {
    if (now === null) return;
    const ctx = this.pen;
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

  private drawSelectedAsset(frame: OverlayFrame): void {
    if (this.selection?.type !== 'asset' || this.scene === null) return;
    const row = this.index?.row(this.selection.id) ?? null;
    if (row !== null) paintAssetMark(this.pen, frame, this.scene, row, themes[this.theme].accent);
  }

  private markPlace(frame: OverlayFrame, asset: AssetId, color: string): void {
    const place = this.placeOf(asset);
    if (place !== null) paintPlaceMark(this.pen, ...toCanvas(frame, place), color);
  }

  private placeOf(asset: AssetId): readonly [number, number] | null {
    const row = this.index?.row(asset) ?? null;
    return row === null || this.scene === null ? null : this.scene.position(row);
  }

  private isSelected(warning: Warning): boolean {
    return this.selection?.type === 'warning' && this.selection.id === warning.id;
  }

  /** Unacknowledged red, as elements that the compositor moves by itself. */
  private pulse(): void {
    this.pulses.clearLayers();
    if (!this.visible) return;
    const red = this.warnings.filter(({ listed, at }) => listed.warning.level === 'red' && !listed.acknowledged && at !== null);
    for (const { at } of red.slice(-mostPulses)) {
      const icon = L.divIcon({ className: 'dt-pulse-place', html: '', iconSize: [0, 0] });
      const marker = L.marker([latOf(at![1]), lonOf(at![0])], { icon, interactive: false, keyboard: false, pane: 'pulses' }).addTo(this.pulses);
      marker.getElement()?.appendChild(document.createElement('div')).classList.add('dt-pulse');
    }
  }
}

function toCanvas(frame: OverlayFrame, [x, y]: readonly [number, number]): readonly [number, number] {
  return [x * frame.scale - frame.originX, y * frame.scale - frame.originY];
}

function levelColor(warning: Warning, theme: (typeof themes)[ThemeName]): string {
  return theme[warning.level === 'none' ? 'quiet' : warning.level];
}
