import type L from 'leaflet';
import { themes, type ThemeName, type ThemeTokens } from '../../theme/tokens';
import type { AssetIndex } from '../assetIndex';
import type { MapExpectation } from '../contract';
import type { Drawer } from '../frame/loop';
import { Overlay, type Box } from '../frame/overlay';
import type { Pen } from '../frame/surface';
import type { NetworkScene } from '../network/scene';
import { placeFlag } from '../warnings/flags';
import { flagFont, paintFlag } from '../warnings/paint';

const mostFlags = 12;
/** Beyond so many marks in view each is drawn small. */
const crowd = 60;

/** Where it will run over at the moment shown, and flags that say when what is expected begins. Dashed: nothing of it is measured. */
export class ExpectationLayer implements Drawer {
  private readonly overlay: Overlay;
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;
  private expected: MapExpectation | null = null;

  constructor(map: L.Map, pane: string, private readonly requestFrame: () => void, private theme: ThemeName) {
    this.overlay = new Overlay(pane, () => this.requestFrame()).addTo(map);
  }

  setScene(scene: NetworkScene | null, index: AssetIndex | null): void {
    this.scene = scene;
    this.index = index;
    this.requestFrame();
  }

  setExpectation(expected: MapExpectation | null): void {
    this.expected = expected;
    this.requestFrame();
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.requestFrame();
  }

  draw(): boolean {
    const { expected, scene } = this;
    const something = expected !== null && scene !== null && expected.overflow.length + expected.flags.length > 0;
    if (something) this.paint(expected, scene);
    this.overlay.show(something);
    return false;
  }

  destroy(): void {
    this.overlay.remove();
  }

  private paint({ overflow, flags }: MapExpectation, scene: NetworkScene): void {
    const pen = this.overlay.begin();
    const { frame } = this.overlay;
    if (frame === null) return;
    const theme = themes[this.theme];
    const onScreen = ([x, y]: readonly [number, number]) => ({ x: Math.round(x * frame.scale - frame.originX), y: Math.round(y * frame.scale - frame.originY) });
    const inView = ({ x, y }: { x: number; y: number }) => x >= -20 && y >= -20 && x <= frame.width + 20 && y <= frame.height + 20;
    const spots = overflow.filter((row) => row < scene.geometry.nodeCount).map((row) => onScreen(scene.position(row))).filter(inView);
    for (const { x, y } of spots) paintOverflow(pen, x, y, theme, spots.length > crowd ? 5 : 8);
    const taken: Box[] = spots.map(({ x, y }) => ({ x0: x - 10, y0: y - 10, x1: x + 10, y1: y + 10 }));
    pen.font = flagFont;
    let placed = 0;
    for (const { asset, text, level } of flags) {
      const row = this.index?.row(asset) ?? null;
      if (row === null || placed >= mostFlags) continue;
      const at = onScreen(scene.position(row));
      if (!inView(at)) continue;
      const flag = placeFlag(text, pen.measureText(text).width, at.x, at.y, taken);
      if (flag === null) continue;
      taken.push(flag.box);
      paintFlag(pen, flag, level === 'none' ? theme.quiet : theme[level], theme);
      placed++;
    }
  }
}

/** Water that wells up: a drop in a broken ring. */
function paintOverflow(pen: Pen, x: number, y: number, theme: ThemeTokens, radius: number): void {
  pen.setLineDash([]);
  pen.beginPath();
  pen.arc(x, y, radius + 2.5, 0, 2 * Math.PI);
  pen.fillStyle = theme.ground;
  pen.fill();
  pen.beginPath();
  pen.setLineDash([3, 2.5]);
  pen.arc(x, y, radius + 1, 0, 2 * Math.PI);
  pen.lineWidth = 2;
  pen.strokeStyle = theme.red;
  pen.stroke();
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(x, y - radius * 0.75);
  pen.bezierCurveTo(x + radius * 0.45, y - radius * 0.1, x + radius * 0.55, y + radius * 0.1, x + radius * 0.5, y + radius * 0.3);
  pen.arc(x, y + radius * 0.2, radius * 0.5, 0, Math.PI);
  pen.bezierCurveTo(x - radius * 0.55, y + radius * 0.1, x - radius * 0.45, y - radius * 0.1, x, y - radius * 0.75);
  pen.fillStyle = theme.red;
  pen.fill();
}
