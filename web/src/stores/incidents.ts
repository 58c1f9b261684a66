import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Api } from '../wire/api';
import { actOnIncident, actOnTask, attachTo, newRequestId, openIncident, readEntries, readIncident, readIncidents, readProposals } from '../wire/incidentApi';
import { IncidentHub, type Pointed } from '../wire/incidentHub';
import type { Attachment, Incident, IncidentEntry, IncidentProposal, IncidentSummary, Presence } from '../wire/incidents';
import { foldEntries, foldSummary, inOrder } from './incidentFold';

/** Several entries that come at once are one reading. */
const gatherMs = 150;
const pointerMs = 6_000;

/** Incidents as this page knows them: the list by what the hub pushes, and the one that is open with all that was written in it. */
export const useIncidents = defineStore('incidents', () => {
  const book = shallowRef<ReadonlyMap<string, IncidentSummary>>(new Map());
  const proposals = shallowRef<readonly IncidentProposal[]>([]);
  const status = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  const why = shallowRef<unknown>(null);
  const incident = shallowRef<Incident | null>(null);
  const incidentWhy = shallowRef<unknown>(null);
  const entries = shallowRef<readonly IncidentEntry[]>([]);
  const people = shallowRef<readonly Presence[]>([]);
  const pointers = shallowRef<readonly (Pointed & { readonly until: number })[]>([]);
  const wanted = ref<string | null>(null);
  let hub: IncidentHub | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = computed(() => inOrder([...book.value.values()].filter((i) => i.stage !== 'closed' && i.stage !== 'dismissed')));
  const ended = computed(() => [...book.value.values()].filter((i) => i.stage === 'closed' || i.stage === 'dismissed').sort((a, b) => b.openedAt - a.openedAt));

  /** Reads what there is and goes on hearing. Once is enough. */
  function begin(api: Api): void {
    if (hub !== null) return;
    hub = new IncidentHub({
      summary: (summary) => { book.value = foldSummary(book.value, summary); },
      entry: (id, entry) => { if (id === wanted.value) { entries.value = foldEntries(entries.value, [entry]); soon(api); } },
      presence: (id, now) => { if (id === wanted.value) people.value = now; },
      pointed: (at) => show(at),
      anew: () => { void read(api); if (wanted.value !== null) soon(api); },
      gone: (id) => { book.value = new Map([...book.value].filter(([key]) => key !== id)); if (id === wanted.value) soon(api); },
    });
    status.value = 'loading';
    void read(api);
    void hub.start();
  }

  async function read(api: Api): Promise<void> {
    try {
      const { items } = await readIncidents(api, { open: 'all', limit: 200 });
      book.value = items.reduce(foldSummary, new Map<string, IncidentSummary>());
      status.value = 'ready';
      void readProposals(api).then((read) => { proposals.value = read.items; }, () => {});
    } catch (error) {
      why.value = error;
      if (status.value !== 'ready') status.value = 'failed';
    }
  }

  /** Opens one and follows it; null closes. */
  function follow(api: Api, id: string | null): void {
    if (id === wanted.value) return;
    wanted.value = id;
    incident.value = null;
    incidentWhy.value = null;
    entries.value = [];
    people.value = [];
    pointers.value = [];
    void hub?.follow(id);
    if (id !== null) void refresh(api);
  }

  function soon(api: Api): void {
    timer ??= setTimeout(() => { timer = undefined; void refresh(api); }, gatherMs);
  }

  async function refresh(api: Api): Promise<void> {
    const id = wanted.value;
    if (id === null) return;
    try {
      const [now, more] = await Promise.all([readIncident(api, id), readEntries(api, id, entries.value.at(-1)?.number ?? 0)]);
      if (id !== wanted.value) return;
      take(now);
      entries.value = foldEntries(entries.value, more.items);
      incidentWhy.value = null;
      if (more.next !== null) soon(api);
    } catch (error) {
      if (id === wanted.value) incidentWhy.value = error;
    }
  }

  /** The newest wins, whichever way it came. */
  function take(now: Incident): void {
    if (now.id === wanted.value && now.version >= (incident.value?.version ?? 0)) incident.value = now;
  }

  async function act(api: Api, id: string, action: string, content: Readonly<Record<string, unknown>>): Promise<void> {
    take((await actOnIncident(api, id, action, { requestId: newRequestId(), ...content })).incident);
    soon(api);
  }

  async function actTask(api: Api, id: string, task: string, action: string, content: Readonly<Record<string, unknown>>): Promise<void> {
    take((await actOnTask(api, id, task, action, { requestId: newRequestId(), ...content })).incident);
    soon(api);
  }

  async function attach(api: Api, id: string, file: File, task?: string): Promise<Attachment> {
    const { attachment } = await attachTo(api, id, file, { name: file.name, requestId: newRequestId(), ...(task && { task }) });
    soon(api);
    return attachment;
  }

  async function raise(api: Api, content: Readonly<Record<string, unknown>>): Promise<string> {
    const { incident: made } = await openIncident(api, { requestId: newRequestId(), ...content });
    void read(api);
    return made.id;
  }

  function show(at: Pointed): void {
    if (at.incident !== wanted.value) return;
    pointers.value = [...pointers.value.filter((p) => p.name !== at.name), { ...at, until: Date.now() + pointerMs }];
    setTimeout(() => { pointers.value = pointers.value.filter((p) => p.until > Date.now()); }, pointerMs + 50);
  }

  const look = (bounds: readonly [number, number, number, number]): void => hub?.look(bounds);
  const point = (at: readonly [number, number]): void => hub?.point(at);

  return { book, proposals, status, why, open, ended, incident, incidentWhy, entries, people, pointers, wanted, begin, read, follow, refresh, act, actTask, attach, raise, look, point };
});
