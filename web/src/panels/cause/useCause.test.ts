import { describe, expect, it } from 'vitest';
import { assetId, millis } from '../../wire/brands';
import type { CauseAnswer } from '../../wire/cause';
import { causeDrawing } from './useCause';

describe('a search for a cause on the map', () => {
  const candidate = (asset: string, probability: number) => ({
    asset: assetId(asset), name: null, kind: 'drainer' as const, probability, from: millis(0), to: millis(1), load: null, doubts: [],
    evidence: [{ asset: assetId('t:m2'), quantity: 'cod', at: millis(0), value: 900, minutes: 10, offMinutes: 1, expected: null }],
  });
  const answer: CauseAnswer = { candidates: [candidate('t:mill', 0.8), candidate('t:school', 0.05)], exclusions: [], samples: [{ asset: assetId('t:m9'), name: null, share: 0.5 }] };
  const { marks } = causeDrawing([{ key: 's0', asset: 't:m1', quantity: 'cod', at: 0, value: 900 }], answer);

  it('ranks the candidates, the unlikely ones weakly', () => {
    expect(marks.filter((m) => m.sign === 'candidate')).toEqual([{ asset: 't:mill', sign: 'candidate', label: '1', weak: false }, { asset: 't:school', sign: 'candidate', label: '2', weak: true }]);
  });

  it('marks once each place where something was seen, by the reader or by the server', () => {
    expect(marks.filter((m) => m.sign === 'symptom').map((m) => m.asset)).toEqual(['t:m1', 't:m2']);
  });

  it('marks only what was seen before there is an answer', () => {
    expect(causeDrawing([{ key: 's0', asset: 't:m1', quantity: 'cod', at: 0, value: null }, { key: 's1', asset: '', quantity: 'cod', at: 0, value: null }], null).marks).toHaveLength(1);
  });
});
