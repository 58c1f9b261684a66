import { describe, expect, it } from 'vitest';
import { incidentSummary, type IncidentEntry, type IncidentSummary } from '../wire/incidents';
import { foldEntries, foldSummary, inOrder } from './incidentFold';

const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 0, minutes)).toISOString();
const summary = (change: Record<string, unknown> = {}): IncidentSummary => incidentSummary({
  id: 'I-20300101-1', version: 1, title: '偷排', isDrill: false, pace: 1, stage: 'received', grade: null, scenario: null, topic: 'x', commander: null, openedAt: at(0), knownAt: at(0), closedAt: null,
  departments: ['ecology'], regions: [], network: 'demo', position: [1, 2], tasks: { open: 0, done: 0, late: 0 }, clocks: { running: 1, lapsed: 0, nextDueAt: at(60) }, ...change,
}, '');
const clocks = (lapsed: number, due: number | null) => ({ running: 1, lapsed, nextDueAt: due === null ? null : at(due) });

describe('the book of incidents', () => {
  it('keeps the newest version, whichever way it came', () => {
    const book = foldSummary(foldSummary(new Map(), summary({ version: 3, title: 'new' })), summary({ version: 2, title: 'old' }));
    expect(book.get('I-20300101-1')?.title).toBe('new');
  });

  it('puts real before drill, lapsed before running, grave before slight, soon before late', () => {
    const list = [summary({ id: 'drill', isDrill: true, grade: 'I' }), summary({ id: 'later', grade: 'III', clocks: clocks(0, 90) }), summary({ id: 'soon', grade: 'III', clocks: clocks(0, 30) }), summary({ id: 'grave', grade: 'II', clocks: clocks(0, null) }), summary({ id: 'lapsed', grade: 'IV', clocks: clocks(1, 99) })];
    expect(inOrder(list).map((i) => i.id)).toEqual(['lapsed', 'grave', 'soon', 'later', 'drill']);
  });
});

describe('entries', () => {
  const entry = (number: number) => ({ number }) as IncidentEntry;
  it('are kept by number, each once, in order', () => expect(foldEntries([entry(1), entry(3)], [entry(2), entry(3), entry(4), entry(4)]).map((e) => e.number)).toEqual([1, 2, 3, 4]));
  it('stay the same list where nothing is new', () => {
    const known = [entry(1)];
    expect(foldEntries(known, [entry(1)])).toBe(known);
  });
});
