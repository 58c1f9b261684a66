import type L from 'leaflet';
import type { Hit, Language, MapEvents, MapOptions } from '../contract';
import type { Emitter } from '../emitter';
import type { Drawer, FrameLoop } from '../frame/loop';
import type { Gathered } from '../symbols/gather';
import { describeHit } from './describe';
import type { HitTest } from './hitTest';
import { Tooltip } from './tooltip';

/** The words beside the pointer are said again this often, since ages and values move under a resting one. */
const refreshMs = 1_000;

/** Hover and click. The pointer may report a hundred times a frame; it is looked at once. */
export class Pointer implements Drawer {
  private readonly tooltip: Tooltip;
  private readonly request: () => void;
  private readonly refresh: ReturnType<typeof setInterval>;
  private language: Language;
  private at: L.Point | null = null;
  private hovered: Hit | null = null;

  constructor(
    map: L.Map, private readonly element: HTMLElement, private readonly hits: HitTest, loop: FrameLoop,
    private readonly events: Emitter<MapEvents>, private readonly options: MapOptions, open: (cluster: Gathered) => void,
  ) {
    this.language = options.language;
    this.tooltip = new Tooltip(element);
    this.request = loop.add(this);
    map.on('mousemove', (event) => this.moved(event.containerPoint));
    map.on('mouseout movestart zoomstart', () => this.moved(null));
    map.on('click', (event) => {
      if (element.classList.contains('is-sketching')) return;
      const found = hits.at(event.containerPoint);
      if (found === null) events.emit('click', null);
      else if (found.cluster !== null) open(found.cluster);
      else if (found.hit.type !== 'cluster') events.emit('click', found.hit);
    });
    map.on('contextmenu', (event) => {
      event.originalEvent.preventDefault();
      const hit = hits.at(event.containerPoint)?.hit ?? null;
      events.emit('menu', { hit: hit?.type === 'asset' ? hit : null, x: event.containerPoint.x, y: event.containerPoint.y });
    });
    element.addEventListener('keydown', this.keyDown);
    this.refresh = setInterval(() => { if (this.hovered !== null) this.request(); }, refreshMs);
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.request();
  }

  draw(): boolean {
    const hit = this.at === null ? null : (this.hits.at(this.at)?.hit ?? null);
    if (hit === null) this.tooltip.hide();
    else this.tooltip.show(this.options.describe?.(hit) ?? describeHit(hit, this.language, this.options.now()), this.at!.x, this.at!.y);
    this.element.style.cursor = hit === null ? '' : 'pointer';
    if (hit !== null || this.hovered !== null) this.events.emit('hover', hit);
    this.hovered = hit;
    return false;
  }

  destroy(): void {
    clearInterval(this.refresh);
    this.element.removeEventListener('keydown', this.keyDown);
    this.tooltip.remove();
  }

  private readonly keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.events.emit('escape');
  };

  private moved(to: L.Point | null): void {
    this.at = to;
    this.request();
  }
}
