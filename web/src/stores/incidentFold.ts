import { grades, type IncidentEntry, type IncidentSummary } from '../wire/incidents';

/** The newest version of each; an older one that comes late changes nothing. */
export function foldSummary(book: ReadonlyMap<string, IncidentSummary>, next: IncidentSummary): Map<string, IncidentSummary> {
  const now = new Map(book);
  if ((now.get(next.id)?.version ?? 0) <= next.version) now.set(next.id, next);
  return now;
}

/** Entries by number, each once. */
export function foldEntries(entries: readonly IncidentEntry[], more: readonly IncidentEntry[]): readonly IncidentEntry[] {
  const known = new Set(entries.map((e) => e.number));
  const fresh = more.filter((e) => !known.has(e.number) && known.add(e.number));
  return fresh.length === 0 ? entries : [...entries, ...fresh].sort((a, b) => a.number - b.number);
}

/** What is real before drills, lapsed clocks first, then the gravest, then the one whose clock lapses next. */
export function inOrder(incidents: readonly IncidentSummary[]): IncidentSummary[] {
  const gravity = ({ grade }: IncidentSummary) => (grade === null ? grades.length : grades.indexOf(grade));
  const due = ({ clocks }: IncidentSummary) => clocks.nextDueAt ?? Infinity;
  return [...incidents].sort((a, b) => Number(a.isDrill) - Number(b.isDrill) || Number(b.clocks.lapsed > 0) - Number(a.clocks.lapsed > 0) || gravity(a) - gravity(b) || compare(due(a), due(b)) || b.openedAt - a.openedAt);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
