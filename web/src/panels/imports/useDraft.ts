import { ref, shallowRef } from 'vue';
import { reasonText } from '../../i18n/reason';
import type { Translate } from '../../i18n/translate';
import type { Api } from '../../wire/api';
import type { Geometry } from '../../wire/geometry';
import { imports, type Finding, type ImportDraft } from '../../wire/imports';

/** One draft, its findings and its shape; each change answers with the whole, so that what is shown is never a guess. */
export function useDraft(api: Api, t: Translate) {
  const draft = shallowRef<ImportDraft | null>(null);
  const findings = shallowRef<readonly Finding[]>([]);
  const geometry = shallowRef<Geometry | null>(null);
  const busy = ref(false);
  const fault = ref('');

  /** Runs one step; what fails is said and nothing shown is lost. */
  async function run<T>(step: () => Promise<T>): Promise<T | null> {
    [busy.value, fault.value] = [true, ''];
    try {
      return await step();
    } catch (error) {
      fault.value = t('imports.failed', { why: reasonText(error, t) });
      return null;
    } finally {
      busy.value = false;
    }
  }

  async function show(next: ImportDraft): Promise<void> {
    const isBuilt = next.figures !== null;
    const [found, shape] = await Promise.all([isBuilt ? imports.findings(api, next.draft.id) : [], isBuilt ? imports.geometry(api, next.draft.id) : null]);
    [draft.value, findings.value, geometry.value] = [next, found, shape];
  }

  /** True where it was done. */
  const change = async (step: () => Promise<ImportDraft>): Promise<boolean> => (await run(async () => { await show(await step()); return true; })) ?? false;

  return { draft, findings, geometry, busy, fault, run, change };
}
