import L from 'leaflet';
import { themes, type ThemeName } from '../../theme/tokens';
import type { SharedMark, SharedPointer, Sketch } from '../contract';

const weight = 3;

/** What people drew on an incident, where they point, and what is being drawn now. Few enough for elements of their own. */
export class SharingLayer {
  private readonly group: L.LayerGroup;
  private readonly draft: L.LayerGroup;
  private marks: readonly SharedMark[] = [];
  private pointers: readonly SharedPointer[] = [];
  private sketch: Sketch | null = null;
  private points: L.LatLng[] = [];

  constructor(private readonly map: L.Map, private readonly element: HTMLElement, private readonly pane: string, private theme: ThemeName, private readonly done: (coordinates: readonly (readonly [number, number])[]) => void) {
    this.group = L.layerGroup().addTo(map);
    this.draft = L.layerGroup().addTo(map);
    map.on('click', this.clicked, this);
    map.on('dblclick', this.finish, this);
    element.addEventListener('keydown', this.keyDown);
  }

  show(marks: readonly SharedMark[], pointers: readonly SharedPointer[]): void {
    this.marks = marks;
    this.pointers = pointers;
    this.group.clearLayers();
    for (const mark of marks) this.add(mark);
    for (const { at, name } of pointers) {
      const color = themes[this.theme].accent;
      const ring = L.circleMarker([at[1], at[0]], { pane: this.pane, radius: 12, weight, color, fill: false, interactive: false, className: 'dt-pointed' });
      this.group.addLayer(ring.bindTooltip(words(name), { permanent: true, direction: 'right', className: 'dt-mark-label', pane: this.pane }));
    }
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.show(this.marks, this.pointers);
  }

  /** From now on clicks draw; null ends that and forgets what was begun. */
  begin(sketch: Sketch | null): void {
    this.sketch = sketch;
    this.points = [];
    this.draft.clearLayers();
    this.element.classList.toggle('is-sketching', sketch !== null);
    if (sketch === null) this.map.doubleClickZoom.enable();
    else this.map.doubleClickZoom.disable();
  }

  destroy(): void {
    this.element.removeEventListener('keydown', this.keyDown);
    this.map.off('click', this.clicked, this).off('dblclick', this.finish, this);
    this.group.remove();
    this.draft.remove();
  }

  private add({ shape, coordinates, text, colour }: SharedMark): void {
    const color = colour === 'black' ? themes[this.theme].text : themes[this.theme][colour];
    const line = coordinates.map(([lon, lat]) => L.latLng(lat, lon));
    if (line.length === 0) return;
    const style = { pane: this.pane, color, weight, interactive: false };
    const layer = shape === 'polygon' ? L.polygon(line, { ...style, fillOpacity: 0.15 })
      : shape === 'line' || shape === 'measure' ? L.polyline(line, { ...style, ...(shape === 'measure' && { dashArray: '8 6' }) })
        : L.circleMarker(line[0]!, { ...style, radius: shape === 'text' ? 3 : 7, fillColor: color, fillOpacity: 0.9 });
    if (text) layer.bindTooltip(words(text), { permanent: true, direction: 'right', className: 'dt-mark-label', pane: this.pane });
    this.group.addLayer(layer);
  }

  private clicked({ latlng }: L.LeafletMouseEvent): void {
    if (this.sketch === null) return;
    if (this.points.at(-1)?.equals(latlng)) return; // The second half of a double click.
    this.points.push(latlng);
    if (this.sketch.shape === 'point' || this.sketch.shape === 'text') this.finish();
    else this.drawDraft();
  }

  private drawDraft(): void {
    this.draft.clearLayers();
    const color = themes[this.theme].accent;
    this.draft.addLayer(L.polyline(this.points, { pane: this.pane, color, weight, dashArray: '4 4', interactive: false }));
    for (const point of this.points) this.draft.addLayer(L.circleMarker(point, { pane: this.pane, color, radius: 4, weight: 2, interactive: false }));
  }

  private finish(): void {
    if (this.sketch === null) return;
    const least = this.sketch.shape === 'polygon' ? 3 : this.sketch.shape === 'point' || this.sketch.shape === 'text' ? 1 : 2;
    if (this.points.length < least) return;
    const coordinates = this.points.map(({ lng, lat }) => [lng, lat] as const);
    this.begin(null);
    this.done(coordinates);
  }

  private readonly keyDown = (event: KeyboardEvent): void => {
    if (this.sketch !== null && event.key === 'Enter') { this.finish(); event.preventDefault(); }
  };
}

/** Never as markup: what people write is text. */
function words(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}
