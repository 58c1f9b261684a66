import type { ThemeTokens } from '../../theme/tokens';
import type { Geometry } from '../../wire/geometry';
import type { Finding } from '../../wire/imports';
import { pipeClasses } from '../../wire/kinds';

/** Where a draft is looked at: the middle in degrees, and pixels a degree of latitude. */
export interface DraftView { readonly lon: number; readonly lat: number; readonly scale: number }

const unit = 1e-7;
const severityWidth = { high: 7, middle: 6, low: 5 } as const;

/** The view that shows the whole draft; a metre's margin keeps one point from filling the screen. */
export function wholeOf(g: Geometry, width: number, height: number): DraftView {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < g.nodeCount; i++) {
    const [lon, lat] = [g.nodeLon[i]! * unit, g.nodeLat[i]! * unit];
    [west, east, south, north] = [Math.min(west, lon), Math.max(east, lon), Math.min(south, lat), Math.max(north, lat)];
  }
  if (west > east) return { lon: 0, lat: 0, scale: 1 };
  const lat = (south + north) / 2;
  const [wide, high] = [Math.max(east - west, 1e-5) * squeeze(lat), Math.max(north - south, 1e-5)];
  return { lon: (west + east) / 2, lat, scale: 0.92 * Math.min(width / wide, height / high) };
}

/** Degrees of longitude are shorter than those of latitude by this. */
export const squeeze = (lat: number) => Math.max(0.01, Math.cos((lat * Math.PI) / 180));

export function toPixel(view: DraftView, width: number, height: number, lon: number, lat: number): [number, number] {
  return [width / 2 + (lon - view.lon) * squeeze(view.lat) * view.scale, height / 2 - (lat - view.lat) * view.scale];
}

/** The view after zooming by a factor about a pixel. */
export function zoomed(view: DraftView, width: number, height: number, x: number, y: number, factor: number): DraftView {
  const scale = Math.min(1e8, Math.max(10, view.scale * factor));
  const keep = 1 / view.scale - 1 / scale;
  return { lon: view.lon + ((x - width / 2) / squeeze(view.lat)) * keep, lat: view.lat - (y - height / 2) * keep, scale };
}

/** The finding under a pixel, the nearest within 10 px. */
export function findingAt(findings: readonly Finding[], view: DraftView, width: number, height: number, x: number, y: number): Finding | null {
  let [best, distance] = [null as Finding | null, 10];
  for (const f of findings) {
    const [fx, fy] = toPixel(view, width, height, f.position[0]!, f.position[1]!);
    const d = Math.hypot(fx - x, fy - y);
    if (d < distance) [best, distance] = [f, d];
  }
  return best;
}

export function draw(context: CanvasRenderingContext2D, width: number, height: number, view: DraftView, g: Geometry, findings: readonly Finding[], selected: Finding | null, colours: ThemeTokens): void {
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  const place = (lon: number, lat: number) => toPixel(view, width, height, lon * unit, lat * unit);
  const classColour = { unknown: colours.quiet, sewer: colours.sewer, storm: colours.storm, combined: colours.combined, reclaimed: colours.reclaimed, river: colours.water };
  context.lineJoin = 'round';
  pipeClasses.forEach((name, code) => {
    context.beginPath();
    for (let i = 0; i < g.linkCount; i++) {
      if (g.linkClass[i] !== code) continue;
      for (let v = g.linkStart[i]!; v < g.linkStart[i + 1]!; v++) {
        const [x, y] = place(g.vertexLon[v]!, g.vertexLat[v]!);
        if (v === g.linkStart[i]) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    }
    context.strokeStyle = classColour[name];
    context.lineWidth = 1.5;
    context.stroke();
  });
  // Manholes only where a street is wide enough to tell them apart.
  if (view.scale > 400_000) {
    context.fillStyle = colours.quiet;
    for (let i = 0; i < g.nodeCount; i++) {
      const [x, y] = place(g.nodeLon[i]!, g.nodeLat[i]!);
      if (x > -4 && y > -4 && x < width + 4 && y < height + 4) context.fillRect(x - 2, y - 2, 4, 4);
    }
  }
  for (const f of findings) if (f !== selected) mark(context, toPixel(view, width, height, f.position[0]!, f.position[1]!), f, colours, false);
  if (!selected) return;
  const at = toPixel(view, width, height, selected.position[0]!, selected.position[1]!);
  if (selected.to) {
    const to = toPixel(view, width, height, selected.to[0]!, selected.to[1]!);
    context.beginPath();
    context.moveTo(...at);
    context.lineTo(...to);
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.setLineDash([6, 4]);
    context.stroke();
    context.setLineDash([]);
  }
  mark(context, at, selected, colours, true);
}

/** Open ones are filled, decided ones are rings; the accent is for the selected one alone, and levels' colours for none. */
function mark(context: CanvasRenderingContext2D, [x, y]: [number, number], finding: Finding, colours: ThemeTokens, isSelected: boolean): void {
  const radius = severityWidth[finding.severity] / 2 + (isSelected ? 4 : 0);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = isSelected ? 3 : 1.5;
  context.strokeStyle = isSelected ? colours.accent : finding.state === 'open' ? colours.ground : colours.quiet;
  if (finding.state === 'open') {
    context.fillStyle = isSelected ? colours.panel : finding.severity === 'low' ? colours.quiet : colours.more;
    context.fill();
  }
  context.stroke();
}
