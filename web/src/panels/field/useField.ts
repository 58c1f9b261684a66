import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { useAccess } from '../../stores/access';
import { useSession } from '../../stores/session';
import { ProblemError } from '../../wire/http';
import { actOnTask, attachTo, newRequestId, readIncident, readIncidents } from '../../wire/incidentApi';
import type { Incident } from '../../wire/incidents';
import { openFieldDatabase, type FieldDatabase } from './database';
import { deliver, isMine, mostPending, withPending, type Pending } from './outbox';

const everyMs = 15_000;

interface Kept {
  readonly at: number;
  readonly me: { readonly name: string; readonly department: string; readonly fullName: string };
  readonly incidents: readonly Incident[];
}

/** The field page's state: tasks as last read, what waits to be sent, and the sending of it whenever there is a connection. */
export function useField() {
  const access = useAccess();
  const { api } = useSession();
  const kept = shallowRef<Kept | null>(null);
  const waiting = shallowRef<readonly Pending[]>([]);
  const offline = ref(!navigator.onLine);
  const signedOut = ref(false);
  const fault = shallowRef<unknown>(null);
  let database: FieldDatabase | null = null;
  let busy = false;
  let again = false;

  const tasks = computed(() => (kept.value === null ? [] : kept.value.incidents.flatMap((incident) => incident.tasks.filter((task) => isMine(task, kept.value!.me))
    .map((task) => ({ incident, task: withPending(task, incident.id, waiting.value) })))));

  async function tell(item: Omit<Pending, 'requestId' | 'at'>): Promise<void> {
    if (database === null) return;
    if (waiting.value.length >= mostPending) throw new Error(`${mostPending}`);
    await database.add({ ...item, requestId: newRequestId(), at: Date.now() });
    waiting.value = await database.all();
    void sync();
  }

  /** Sends what waits, then reads anew. Asked for while it runs, it runs once more. */
  async function sync(): Promise<void> {
    if (database === null) return;
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        const outcome = await deliver(database, send);
        waiting.value = await database.all();
        signedOut.value = outcome === 'signIn';
        offline.value = outcome === 'later';
        if (outcome === 'empty') await read();
      } while (again);
    } finally {
      busy = false;
    }
  }

  async function send({ incident, task, action, content, requestId, photo, at }: Pending): Promise<void> {
    if (action === 'photo' && photo) await attachTo(api, incident, photo, { name: `${task}-${at}.${photo.type === 'image/png' ? 'png' : photo.type === 'image/webp' ? 'webp' : 'jpg'}`, requestId, task });
    else await actOnTask(api, incident, task, action, { ...content, requestId });
    const waits = await database!.all();
    waiting.value = waits.filter((w) => w.requestId !== requestId);
  }

  async function read(): Promise<void> {
    try {
      await access.check(api);
      if (access.person === null) { signedOut.value = true; return; }
      const { items } = await readIncidents(api, { open: true, limit: 50 }, { retries: 0 });
      const incidents = await Promise.all(items.map((i) => readIncident(api, i.id, { retries: 0 })));
      const { name, department, fullName } = access.person;
      kept.value = { at: Date.now(), me: { name, department, fullName }, incidents };
      await database!.keep('tasks', kept.value);
      offline.value = signedOut.value = false;
      fault.value = null;
    } catch (error) {
      if (error instanceof ProblemError && (error.status === 401 || error.status === 403)) signedOut.value = access.person === null;
      if (error instanceof ProblemError) fault.value = error;
      else offline.value = true;
    }
  }

  async function discard(item: Pending): Promise<void> {
    await database!.remove(item.seq!);
    waiting.value = await database!.all();
  }

  const online = (): void => void sync();
  const gone = (): void => { offline.value = true; };
  const timer = setInterval(online, everyMs);
  onMounted(async () => {
    window.addEventListener('online', online);
    window.addEventListener('offline', gone);
    database = await openFieldDatabase();
    kept.value = ((await database.read('tasks')) as Kept | undefined) ?? null;
    waiting.value = await database.all();
    await sync();
  });
  onBeforeUnmount(() => { clearInterval(timer); window.removeEventListener('online', online); window.removeEventListener('offline', gone); });

  return { kept, tasks, waiting, offline, signedOut, fault, tell, sync, discard };
}
