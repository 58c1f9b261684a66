import { describe, expect, it } from 'vitest';
import { emptyRule } from './draft';
import { freeId, likelyText, removeCause, setLikely, type OpenDraft } from './causes';

function rule(): OpenDraft {
  const draft = emptyRule(null) as OpenDraft;
  draft.causes = [{ id: 'c1', zh: '堵塞', en: 'blockage', weight: 2 }, { id: 'c2', zh: '降雨', en: 'rain', weight: 1 }];
  draft.signs = [{ zh: '水位下降', en: 'falls', when: null, likely: { c1: 0.85, c2: 0.1 } }];
  return draft;
}

describe('causes of a rule', () => {
  it('takes what signs say of a cause away with it', () => {
    const draft = rule();
    removeCause(draft, 'c1');
    expect(draft.causes.map((c) => c.id)).toEqual(['c2']);
    expect(draft.signs[0]!.likely).toEqual({ c2: 0.1 });
    expect(freeId(draft.causes)).toBe('c1');
  });

  it('keeps shares as typed, and none where the field is empty', () => {
    const sign = rule().signs[0]!;
    setLikely(sign, 'c2', '12.5');
    expect(sign.likely.c2).toBe(0.125);
    expect(likelyText(sign, 'c2')).toBe('12.5');
    setLikely(sign, 'c2', '');
    expect(likelyText(sign, 'c2')).toBe('');
    expect(sign.likely).toEqual({ c1: 0.85 });
  });
});
