import type { OutboxStore, Pending } from './outbox';

/** What this phone keeps of itself: what waits to be sent, and the tasks as last read. */
export async function openFieldDatabase(name = 'digitaltwin.field'): Promise<FieldDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
    opening.result.createObjectStore('kept');
  };
  return new FieldDatabase(await done(opening));
}

export class FieldDatabase implements OutboxStore {
  constructor(private readonly database: IDBDatabase) {}

  all(): Promise<readonly Pending[]> {
    return done(this.store('outbox', 'readonly').getAll() as IDBRequest<Pending[]>);
  }

  async add(item: Pending): Promise<void> {
    await done(this.store('outbox', 'readwrite').add(item));
  }

  async put(item: Pending): Promise<void> {
    await done(this.store('outbox', 'readwrite').put(item));
  }

  async remove(seq: number): Promise<void> {
    await done(this.store('outbox', 'readwrite').delete(seq));
  }

  /** Anything that can be cloned; undefined where nothing was kept. */
  read(key: string): Promise<unknown> {
    return done(this.store('kept', 'readonly').get(key));
  }

  async keep(key: string, value: unknown): Promise<void> {
    await done(this.store('kept', 'readwrite').put(value, key));
  }

  private store(name: 'outbox' | 'kept', mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction(name, mode).objectStore(name);
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser’s database failed.'));
  });
}
