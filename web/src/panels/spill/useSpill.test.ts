import { describe, expect, it } from 'vitest';
import { assetId } from '../../wire/brands';
import type { SpillOutlook } from '../../wire/spill';
import { drawingOf } from './useSpill';

const id = assetId;
const arrival = (asset: string, firstMinutes: number, path: readonly string[]) =>
  ({ asset: id(asset), firstMinutes, peakMinutes: firstMinutes + 5, lastMinutes: firstMinutes + 60, peakConcentration: 10, massShare: 1, path: path.map(id) });

describe('a release on the map', () => {
  const outlook: SpillOutlook = {
    items: [arrival('t:a', 0, ['t:a']), arrival('t:b', 12, ['t:a', 't:ab', 't:b']), arrival('t:c', 40, ['t:a', 't:ab', 't:b', 't:bc', 't:c'])],
    block: [{ asset: id('t:bc'), minutesLeft: 12, assets: 1, intakes: 1, plantShare: 0, massShare: 1 }, { asset: id('t:ab'), minutesLeft: 0, assets: 4, intakes: 1, plantShare: 0, massShare: 1 }],
    sample: [{ asset: id('t:b'), fromMinutes: 12, peakMinutes: 17, toMinutes: 60, peakConcentration: 10, reason: 'confirm' }],
  };
  const { lines, marks, flags } = drawingOf(id('t:a'), outlook);

  it('colours each link by when the place it leads to is reached', () => {
    expect(lines).toEqual([{ asset: 't:ab', minutes: 12 }, { asset: 't:bc', minutes: 40 }]);
  });

  it('marks what to shut by rank, and weakly what is too late', () => {
    expect(marks.filter((m) => m.sign === 'block')).toEqual([{ asset: 't:bc', sign: 'block', label: '1', weak: false }, { asset: 't:ab', sign: 'block', label: '2', weak: true }]);
    expect(marks.at(-1)).toMatchObject({ asset: 't:a', sign: 'source' });
  });

  it('gives no flag to the place itself', () => {
    expect(flags.map((f) => f.asset)).toEqual(['t:b', 't:c']);
  });
});
