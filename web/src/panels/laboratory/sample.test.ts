import { describe, expect, it } from 'vitest';
import type { LabSample } from '../../wire/laboratory';
import { blankSample, detectionLimit, draftOfSample, entryOf, filled, isComplete } from './sample';

const sample: LabSample = {
  id: 'a', version: 1, enteredBy: 'x', enteredAt: '2026-06-01T09:00:00.000Z', withdrawn: false, asset: 'town:OUT', at: '2026-06-01T08:30:12.345Z', point: 'outlet', sampler: 'W', method: '', comment: '',
  results: [{ quantity: 'nh3n', value: 0.05, unit: 'mg/L', belowDetection: true, method: null }],
};

describe('a laboratory entry', () => {
  it('knows a limit of detection however it is written', () => {
    expect(['<0.05', '< 0.05', '＜0.05', '≤0.05', '0.05', '<', 'ND', '<x'].map(detectionLimit)).toEqual(['0.05', '0.05', '0.05', '0.05', null, null, null, null]);
  });

  it('sends only the rows that have a value', () => {
    const draft = blankSample({ asset: 'town:OUT', at: '2026-06-01T08:30', sampler: 'W' });
    expect(isComplete(draft)).toBe(false);
    draft.results[0]!.value = ' 32 ';
    expect(isComplete(draft)).toBe(true);
    expect(filled(draft)).toHaveLength(1);
    expect(entryOf(draft, null).results).toEqual([{ quantity: 'cod', value: '32', unit: 'mg/L', method: '' }]);
  });

  it('corrects the same sample, to the millisecond, and keeps what was below detection so', () => {
    const draft = draftOfSample(sample);
    expect(draft.results[0]!.value).toBe('<0.05');
    expect(entryOf(draft, sample).at).toBe(sample.at);
  });
});
