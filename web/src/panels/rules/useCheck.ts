import { onBeforeUnmount, shallowRef, watch } from 'vue';
import { useSession } from '../../stores/session';
import { checkRule, type Fault, type RuleDraft } from '../../wire/rules';

const waitMs = 250;

/** Has the server check a draft shortly after each change; the last answer stays until the next one. */
export function useCheck(draft: RuleDraft) {
  const session = useSession();
  const faults = shallowRef<readonly Fault[]>([]);
  const notes = shallowRef<readonly Fault[]>([]);
  const known = shallowRef(false);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  async function check(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    try {
      const answer = await checkRule(session.api, draft, { signal });
      faults.value = answer.faults;
      notes.value = answer.notes;
      known.value = true;
    } catch {
      // Unreachable: saving will say so; what was found last stays.
    }
  }

  watch(() => draft, () => {
    clearTimeout(waiting);
    known.value = false;
    waiting = setTimeout(check, waitMs);
  }, { deep: true, immediate: true });
  onBeforeUnmount(() => { clearTimeout(waiting); asked?.abort(); });

  const of = (list: readonly Fault[], field: string) => list.filter((f) => f.field === field);
  return { faults, notes, known, faultsOf: (field: string) => of(faults.value, field), notesOf: (field: string) => of(notes.value, field) };
}
