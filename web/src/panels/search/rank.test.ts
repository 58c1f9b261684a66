import { describe, expect, it } from 'vitest';
import type { AssetSummary } from '../../wire/assets';
import { assetId, assetKey } from '../../wire/brands';
import { ranked } from './rank';

const asset = (id: string, kind: AssetSummary['kind'], name: string | null = null): AssetSummary => ({ id: assetId(id), key: assetKey(1), name, kind, position: [0, 0], level: 'none' });
const order = (query: string, ...found: AssetSummary[]) => ranked(found, query).map((a) => a.id);

describe('what a search finds', () => {
  it('begins with what is called exactly that', () => {
    expect(order('ps-3', asset('demo:PS-3-out', 'manhole'), asset('demo:PS-31', 'pumpStation'), asset('demo:PS-3', 'pumpStation'))).toEqual(['demo:PS-3', 'demo:PS-31', 'demo:PS-3-out']);
  });

  it('puts facilities before pipes and manholes that fit as well', () => {
    expect(order('城东', asset('demo:P1', 'pipeSegment', '城东干管'), asset('demo:S1', 'storageTank', '城东调蓄池'))).toEqual(['demo:S1', 'demo:P1']);
  });

  it('otherwise counts as people do', () => {
    expect(order('号', asset('demo:a', 'pumpStation', '10 号泵站'), asset('demo:b', 'pumpStation', '2 号泵站'))).toEqual(['demo:b', 'demo:a']);
  });
});
