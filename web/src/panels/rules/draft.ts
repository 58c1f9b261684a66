import type { RuleDraft } from '../../wire/rules';

/** A rule to begin with: empty, or a copy under another id. A copy is never armed. */
export function emptyRule(from: RuleDraft | null): RuleDraft {
  if (from) return { ...clone(from), id: `${from.id}-2`, armed: false };
  return {
    id: 'my-rule', kinds: ['pumpStation'], title: { zh: '', en: '' }, steps: [{ level: 'yellow', when: '' }], clear: null, raiseAfter: '5min', clearAfter: '10min', fresh: null, armed: false,
    causes: [], signs: [], actions: [], numbers: [],
  };
}

/** A draft of its own, which a form may change. */
export function clone(draft: RuleDraft): RuleDraft {
  return JSON.parse(JSON.stringify(draft)) as RuleDraft;
}
