import { Easel, pixelRatio, Surface, type Pen } from '../frame/surface';
import L from 'leaflet';
import type { BaseArea } from '../../wire/base';
import { themes, type ThemeName, type ThemeTokens } from '../../theme/tokens';
import { mix } from '../color';
import type { LayerSwitches } from '../contract';
import { latOf, lonOf, worldX, worldY } from '../project';
import { projectArea, type ProjectedArea, type Ring } from './areas';
import { degreesText, graticuleStep, graticuleToZoom, multiples } from './graticule';

const side = 512;
const font = 'system-ui, "Noto Sans SC", "Noto Sans CJK SC", sans-serif';
/** A district's name is written while the district is between these wide on the screen, px. */
const nameFrom = 70;
const nameTo = 4_000;

type Shown = Pick<LayerSwitches, 'districts' | 'graticule'>;

/** The quiet ground under the network: districts, river, graticule. Drawn once a tile, redrawn only when told. */
export class BaseLayer extends L.GridLayer {
  private areas: readonly ProjectedArea[] = [];
  private readonly ratio = pixelRatio();
  private readonly easel = new Easel(side * this.ratio, side * this.ratio, this.ratio);

  constructor(pane: string, private theme: ThemeName, private shown: Shown) {
    super({ pane, tileSize: side, keepBuffer: 1, noWrap: true, updateWhenIdle: false, updateInterval: 60 });
  }

  setAreas(areas: readonly BaseArea[]): void {
    this.areas = areas.map(projectArea);
    this.redraw();
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.redraw();
  }

  setShown(shown: Shown): void {
    if (shown.districts === this.shown.districts && shown.graticule === this.shown.graticule) return;
    this.shown = shown;
    this.redraw();
  }

  protected override createTile(coords: L.Coords): HTMLElement {
    const surface = new Surface();
    surface.resize(side * this.ratio, side * this.ratio);
    const tile = new BaseTile(this.easel.begin(), coords, themes[this.theme]);
    const areas = this.areas.filter((area) => tile.meets(area.box));
    if (this.shown.districts) for (const area of areas) if (area.kind === 'district') tile.district(area);
    for (const area of areas) if (area.kind === 'river') tile.river(area);
    if (this.shown.graticule && coords.z <= graticuleToZoom) tile.graticule();
    if (this.shown.districts) for (const area of this.areas) if (area.kind === 'district') tile.name(area);
    surface.show(this.easel);
    return surface.canvas;
  }
}

/** One tile being drawn. What crosses its edge is drawn by both neighbours and meets there. */
class BaseTile {
  private readonly scale: number;
  private readonly originX: number;
  private readonly originY: number;

  constructor(private readonly ctx: Pen, private readonly coords: L.Coords, private readonly theme: ThemeTokens) {
    this.scale = 2 ** coords.z;
    this.originX = coords.x * side;
    this.originY = coords.y * side;
  }

  meets([minX, minY, maxX, maxY]: ProjectedArea['box']): boolean {
    return this.x(maxX) >= 0 && this.y(maxY) >= 0 && this.x(minX) <= side && this.y(minY) <= side;
  }

  district(area: ProjectedArea): void {
    const { ctx, theme } = this;
    for (const rings of area.polygons) {
      ctx.beginPath();
      for (const ring of rings) this.trace(ring);
      ctx.fillStyle = mix(theme.ground, theme.panel, 0.6);
      ctx.fill('evenodd');
      ctx.lineWidth = 1;
      ctx.strokeStyle = mix(theme.ground, theme.line, 0.9);
      ctx.setLineDash([6, 4]);
      ctx.stroke();
      ctx.setLineDash([]);
    }
  }

  river(area: ProjectedArea): void {
    const { ctx, theme } = this;
    ctx.fillStyle = ctx.strokeStyle = theme.water;
    for (const rings of area.polygons) {
      ctx.beginPath();
      for (const ring of rings) this.trace(ring);
      ctx.fill('evenodd');
    }
    ctx.lineWidth = Math.max(2, Math.min(14, (this.coords.z - 8) * 1.6));
    ctx.lineCap = ctx.lineJoin = 'round';
    for (const line of area.lines) {
      ctx.beginPath();
      this.trace(line);
      ctx.stroke();
    }
  }

  graticule(): void {
    const { ctx, theme } = this;
    const step = graticuleStep(this.coords.z);
    const west = lonOf(this.originX / this.scale), east = lonOf((this.originX + side) / this.scale);
    const north = latOf(this.originY / this.scale), south = latOf((this.originY + side) / this.scale);
    ctx.beginPath();
    ctx.lineWidth = 1;
    ctx.strokeStyle = ctx.fillStyle = mix(theme.ground, theme.line, 0.7);
    const lons = multiples(step, west, east), lats = multiples(step, south, north);
    for (const lon of lons) this.segment(Math.round(this.x(worldX(lon))) + 0.5, 0, 0, side);
    for (const lat of lats) this.segment(0, Math.round(this.y(worldY(lat))) + 0.5, side, 0);
    ctx.stroke();
    ctx.font = `11px ${font}`;
    ctx.textBaseline = 'bottom';
    ctx.textAlign = 'left';
    ctx.fillStyle = mix(theme.line, theme.quiet, 0.35);
    // A crossing just outside has words that reach into this tile.
    for (const lon of multiples(step, west - step, east)) {
      for (const lat of multiples(step, south - step, north)) ctx.fillText(`${degreesText(lon, 'lon')} ${degreesText(lat, 'lat')}`, this.x(worldX(lon)) + 4, this.y(worldY(lat)) - 2);
    }
  }

  name(area: ProjectedArea): void {
    const width = (area.box[2] - area.box[0]) * this.scale;
    if (area.name === null || area.heart === null || width < nameFrom || width > nameTo) return;
    const { ctx, theme } = this;
    const x = Math.round(this.x(area.heart[0])), y = Math.round(this.y(area.heart[1]));
    if (x < -200 || y < -20 || x > side + 200 || y > side + 20) return;
    ctx.font = `${width > 500 ? 16 : 13}px ${font}`;
    ctx.letterSpacing = width > 500 ? '6px' : '2px';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = mix(theme.line, theme.quiet, 0.6);
    ctx.fillText(area.name, x, y);
    ctx.letterSpacing = '0px';
  }

  private trace(ring: Ring): void {
    for (let i = 0; i < ring.length; i += 2) {
      if (i === 0) this.ctx.moveTo(this.x(ring[0]!), this.y(ring[1]!));
      else this.ctx.lineTo(this.x(ring[i]!), this.y(ring[i + 1]!));
    }
  }

  private segment(x: number, y: number, dx: number, dy: number): void {
    this.ctx.moveTo(x, y);
    this.ctx.lineTo(x + dx, y + dy);
  }

  private x(world: number): number {
    return world * this.scale - this.originX;
  }

  private y(world: number): number {
    return world * this.scale - this.originY;
  }
}
