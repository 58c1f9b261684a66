import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Api } from '../wire/api';
import { list, nullable, shape, text } from '../wire/parse';

const place = 'digitaltwin.key';
const answer = shape({ name: nullable(text), scopes: list(text) });

/** The key under which this page may change things. Kept for this tab only, so that it is gone when the tab is closed. */
export const useAccess = defineStore('access', () => {
  const key = ref<string | null>(sessionStorage.getItem(place));
  const name = ref<string | null>(null);
  const scopes = shallowRef<readonly string[]>([]);

  /** Asks who the key stands for; true where the server knows it. */
  async function check(api: Api): Promise<boolean> {
    const found = await api.http.get('/access', answer, { retries: 0 });
    name.value = found.name;
    scopes.value = found.scopes;
    return found.name !== null;
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
    scopes.value = [];
  }

  const may = (scope: string): boolean => scopes.value.includes(scope);
  return { key, name, scopes, check, use, forget, may };
});
