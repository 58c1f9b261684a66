import { describe, expect, it } from 'vitest';
import { ProblemError, UnreachableError } from '../../wire/http';
import { task, type IncidentTask } from '../../wire/incidents';
import { deliver, evidenceLeft, isMine, withPending, type OutboxStore, type Pending } from './outbox';

const aTask = (change: Record<string, unknown> = {}): IncidentTask => task({
  id: 'T1', title: { zh: '封堵', en: 'Plug' }, text: null, department: 'ecology', coOwners: [], assignee: null, group: null, state: 'open', percent: 0, dueAt: null, evidence: ['photo', 'text'],
  asset: null, position: null, attachments: [], note: null, createdAt: '2030-01-01T00:00:00Z', acceptedAt: null, startedAt: null, doneAt: null, lapsedAt: null, refusal: null, version: 1, ...change,
}, '');
const pending = (action: Pending['action'], change: Partial<Pending> = {}): Pending => ({ requestId: `r-${action}`, incident: 'I-1', task: 'T1', action, content: {}, at: 0, ...change });

class Memory implements OutboxStore {
  items: Pending[] = [];
  private next = 1;
  all = async () => [...this.items];
  add = async (item: Pending) => { this.items.push({ ...item, seq: this.next++ }); };
  put = async (item: Pending) => { this.items = this.items.map((i) => (i.seq === item.seq ? item : i)); };
  remove = async (seq: number) => { this.items = this.items.filter((i) => i.seq !== seq); };
}

async function filled(...actions: Pending['action'][]): Promise<Memory> {
  const store = new Memory();
  for (const action of actions) await store.add(pending(action));
  return store;
}
const refusal = (status: number) => new ProblemError(status, 'no', 'not so', null);

describe('the outbox', () => {
  it('sends in the order in which things were done, and forgets what has arrived', async () => {
    const [store, sent] = [await filled('accept', 'photo', 'done'), [] as string[]];
    expect(await deliver(store, async (item) => { sent.push(item.action); })).toBe('empty');
    expect([sent, store.items]).toEqual([['accept', 'photo', 'done'], []]);
  });

  it('stops at a lost connection, overtakes nothing and goes on with the same request ids', async () => {
    const [store, sent] = [await filled('accept', 'photo', 'done'), [] as string[]];
    let connected = false;
    const send = async (item: Pending) => {
      if (item.action === 'photo' && !connected) throw new UnreachableError('/x', false, null);
      sent.push(item.requestId);
    };
    expect(await deliver(store, send)).toBe('later');
    expect(store.items.map((i) => i.action)).toEqual(['photo', 'done']);
    connected = true;
    expect(await deliver(store, send)).toBe('empty');
    expect(sent).toEqual(['r-accept', 'r-photo', 'r-done']);
  });

  it.each([429, 500, 503])('waits where the server answers %i', async (status) => {
    const store = await filled('accept', 'start');
    expect(await deliver(store, async () => { throw refusal(status); })).toBe('later');
    expect(store.items.every((i) => i.refused === undefined)).toBe(true);
  });

  it('keeps what is refused with the reason, does not send it again and does not let it hold up the rest', async () => {
    const [store, sent] = [await filled('accept', 'start'), [] as string[]];
    const send = async (item: Pending) => {
      sent.push(item.action);
      if (item.action === 'accept') throw refusal(409);
    };
    await deliver(store, send);
    await deliver(store, send);
    expect([sent, store.items.map((i) => i.refused)]).toEqual([['accept', 'start'], ['not so']]);
  });

  it('asks to sign in where the session has ended, and loses nothing', async () => {
    const store = await filled('done');
    expect(await deliver(store, async () => { throw refusal(401); })).toBe('signIn');
    expect(store.items).toHaveLength(1);
  });
});

describe('a task on the phone', () => {
  it('stands as it was left here, until the server refuses that', () => {
    expect(withPending(aTask(), 'I-1', [pending('accept'), pending('start'), pending('progress', { content: { percent: 40 } })])).toMatchObject({ state: 'started', percent: 40, isWaiting: true });
    expect(withPending(aTask(), 'I-1', [pending('done', { refused: 'evidence is missing' })])).toMatchObject({ state: 'open', isWaiting: false });
    expect(withPending(aTask(), 'I-2', [pending('done')])).toMatchObject({ state: 'open', isWaiting: false });
  });

  it.each([[{}, true], [{ department: 'water' }, false], [{ department: 'water', coOwners: ['ecology'] }, true], [{ assignee: 'li' }, true], [{ assignee: 'zhao' }, false], [{ state: 'cancelled' }, false]])('is mine where %o: %s', (change, mine) => {
    expect(isMine(aTask(change), { name: 'li', department: 'ecology' })).toBe(mine);
  });

  it('says which evidence is still wanted; a photo that waits counts, one that was refused does not', () => {
    const none = { text: false, position: false, measurement: false };
    expect(evidenceLeft(aTask(), 'I-1', [], none)).toEqual(['photo', 'text']);
    expect(evidenceLeft(aTask(), 'I-1', [pending('photo')], { ...none, text: true })).toEqual([]);
    expect(evidenceLeft(aTask(), 'I-1', [pending('photo', { refused: 'too large' })], { ...none, text: true })).toEqual(['photo']);
  });
});
