import type { IncidentSummary } from '../../wire/incidents';
import { levelCode } from '../../wire/levels';
import type { Warning } from '../../wire/warnings';

export interface Slide {
  readonly id: string;
  readonly incident: IncidentSummary | null;
  readonly warning: Warning | null;
}

/** More than this nobody waits for. */
export const mostSlides = 8;

/** What the wall shows in turn: open incidents as the list orders them, then the worst warnings. */
export function slidesOf(incidents: readonly IncidentSummary[], warnings: readonly Warning[]): readonly Slide[] {
  const worst = [...warnings].sort((a, b) => levelCode(b.level) - levelCode(a.level) || a.since - b.since);
  return [
    ...incidents.map((incident) => ({ id: incident.id, incident, warning: null })),
    ...worst.map((warning) => ({ id: warning.id, incident: null, warning })),
  ].slice(0, mostSlides);
}

/** The one after `now`, around; the first where `now` is not there any more. */
export function nextSlide(slides: readonly Slide[], now: string | null): string | null {
  return slides[(slides.findIndex((s) => s.id === now) + 1) % Math.max(1, slides.length)]?.id ?? null;
}
