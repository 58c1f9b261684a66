import { describe, expect, it } from 'vitest';
import { assetId, millis } from '../../wire/brands';
import type { Compliance, Verdict } from '../../wire/compliance';
import { ordered } from './useCity';

const verdict = (margin: number | null, breachInHours: number | null = null) => ({ margin, breachInHours }) as Verdict;
const entry = (asset: string, state: Compliance['state'], items: readonly Verdict[], expected: readonly number[] = []) =>
  ({ asset: assetId(asset), name: null, state, items, expected: expected.map((at) => ({ at: millis(at) })) }) as unknown as Compliance;

describe('the city by limits', () => {
  it('has the worst first, then what will be lost soonest, then what has least left', () => {
    const list = [
      entry('met', 'met', [verdict(0.7)]), entry('tight', 'atRisk', [verdict(0.1)]), entry('broken', 'breached', [verdict(-0.4)]), entry('rising', 'atRisk', [verdict(0.3, 2)]),
      entry('losing', 'met', [verdict(0.9)], [5000]), entry('dark', 'unknown', [verdict(null)]),
    ];
    expect(ordered(list).map((c) => c.asset)).toEqual(['broken', 'rising', 'tight', 'losing', 'met', 'dark']);
  });
});
