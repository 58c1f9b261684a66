import { ProblemError } from '../../wire/http';
import type { IncidentTask } from '../../wire/incidents';

/** Something done on the phone, kept until the server has it. `seq` is given by the store and says the order. */
export interface Pending {
  readonly seq?: number;
  readonly requestId: string;
  readonly incident: string;
  readonly task: string;
  readonly action: 'accept' | 'start' | 'progress' | 'done' | 'refuse' | 'photo';
  readonly content: Readonly<Record<string, unknown>>;
  readonly photo?: Blob;
  /** Wall time, Unix ms. */
  readonly at: number;
  /** Why the server would not have it; it is not sent again. */
  readonly refused?: string;
}

/** Where what waits is kept; in the order of {@link Pending.seq}. */
export interface OutboxStore {
  all(): Promise<readonly Pending[]>;
  add(item: Pending): Promise<void>;
  put(item: Pending): Promise<void>;
  remove(seq: number): Promise<void>;
}

export type Delivery = 'empty' | 'later' | 'signIn';

/** Most that waits: days of work without a connection. Photos fill a phone before this does. */
export const mostPending = 500;

/**
 * Sends what waits, strictly in order and one at a time: what was done first is told first. Without a connection it stops and is
 * called again later; the same request id makes a repeat harmless. What the server refuses is kept with the reason and does not hold up the rest.
 */
export async function deliver(store: OutboxStore, send: (item: Pending) => Promise<void>): Promise<Delivery> {
  for (const item of await store.all()) {
    if (item.refused !== undefined) continue;
    try {
      await send(item);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status === 429 || error.status >= 500) return 'later';
      if (error.status === 401) return 'signIn';
      await store.put({ ...item, refused: error.detail ?? error.title });
      continue;
    }
    await store.remove(item.seq!);
  }
  return 'empty';
}

/** A task as this phone sees it: with what was done here and the server does not know yet. */
export function withPending(task: IncidentTask, incident: string, waiting: readonly Pending[]): IncidentTask & { readonly isWaiting: boolean } {
  const own = waiting.filter((p) => p.incident === incident && p.task === task.id && p.refused === undefined);
  let { state, percent } = task;
  for (const { action, content } of own) {
    if (action === 'accept' && state === 'open') state = 'accepted';
    if (action === 'start' || (action === 'progress' && state !== 'done')) state = 'started';
    if (action === 'progress' && typeof content.percent === 'number') percent = content.percent;
    if (action === 'done') { state = 'done'; percent = 100; }
    if (action === 'refuse') state = 'refused';
  }
  return { ...task, state, percent, isWaiting: own.length > 0 };
}

/** Whether a task is for this person: theirs by name, or open to all of their department. */
export function isMine(task: IncidentTask, me: { readonly name: string; readonly department: string }): boolean {
  if (task.state === 'cancelled') return false;
  return task.assignee === null ? task.department === me.department || task.coOwners.includes(me.department) : task.assignee === me.name;
}

/** Evidence that is wanted and neither sent nor waiting here. */
export function evidenceLeft(task: IncidentTask, incident: string, waiting: readonly Pending[], given: { readonly text: boolean; readonly position: boolean; readonly measurement: boolean }): readonly string[] {
  const hasPhoto = task.attachments.length > 0 || waiting.some((p) => p.incident === incident && p.task === task.id && p.action === 'photo' && p.refused === undefined);
  const has: Readonly<Record<string, boolean>> = { photo: hasPhoto, document: task.attachments.length > 0, text: given.text, position: given.position, measurement: given.measurement };
  return task.evidence.filter((kind) => !has[kind]);
}
