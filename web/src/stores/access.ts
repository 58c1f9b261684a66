import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Api } from '../wire/api';
import { ProblemError } from '../wire/http';
import { list, nullable, shape, text } from '../wire/parse';
import { readSession, signOut, type Person } from '../wire/people';

const place = 'digitaltwin.key';
const answer = shape({ name: nullable(text), scopes: list(text) });

/** Who may change things from this page: a person who signed in (a cookie that no script sees), or a key, kept for this tab only so that it is gone when the tab is closed. */
export const useAccess = defineStore('access', () => {
  const key = ref<string | null>(sessionStorage.getItem(place));
  const name = ref<string | null>(null);
  const scopes = shallowRef<readonly string[]>([]);
  /** Who signed in; null for nobody and for a key. */
  const person = shallowRef<Person | null>(null);
  /** True once the server was asked who this is. */
  const asked = ref(false);
  /** True where nobody may read here without signing in. */
  const closed = ref(false);

  /** Asks who the key or the session stands for; true where the server knows it. */
  async function check(api: Api): Promise<boolean> {
    const found = await api.http.get('/access', answer, { retries: 0 });
    name.value = found.name;
    scopes.value = found.scopes;
    person.value = key.value === null && found.name !== null ? await readSession(api) : null;
    return found.name !== null;
  }

  /** At the page's start. A session whose password must be changed may read nothing else. */
  async function begin(api: Api): Promise<void> {
    try {
      await check(api);
    } catch (error) {
      if (!(error instanceof ProblemError)) return;
      if (error.status === 401) { forget(); closed.value = true; }
      if (error.status === 403) person.value = await readSession(api).catch(() => null);
    } finally {
      asked.value = true;
    }
  }

  async function use(next: string, api: Api): Promise<boolean> {
    const before = key.value;
    key.value = next;
    try {
      if (await check(api)) { sessionStorage.setItem(place, next); return true; }
      key.value = before;
      return false;
    } catch (error) {
      key.value = before;
      throw error;
    }
  }

  function forget(): void {
    sessionStorage.removeItem(place);
    key.value = name.value = null;
    person.value = null;
    scopes.value = [];
  }

  /** Ends this session, or all sessions of this person. */
  async function leave(api: Api, everywhere = false): Promise<void> {
    if (person.value !== null) await signOut(api, everywhere);
    forget();
  }

  const may = (scope: string): boolean => scopes.value.includes(scope);
  return { key, name, scopes, person, asked, closed, check, begin, use, forget, leave, may };
});
