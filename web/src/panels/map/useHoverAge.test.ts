// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import type { AssetHit } from '../../map/contract';
import { assetId, millis, rowOf } from '../../wire/brands';
import { quantityByName } from '../../wire/quantities';
import { mountPart } from '../../testing/mounting';
import { useHoverAge } from './useHoverAge';

const level = quantityByName('level')!.code;
const hit = (id: string, at: number | null = null): AssetHit => ({
  type: 'asset', row: rowOf(0), id: assetId(id), name: null, kind: 'manhole', level: 'none', stale: false, fill: -1, position: [0, 0], reading: { quantity: level, value: 1.2, at: at === null ? null : millis(at) },
});

function begin() {
  const asked = vi.fn().mockResolvedValue({ state: { latest: [{ quantity: 'level', at: millis(5000) }] } });
  let age!: ReturnType<typeof useHoverAge>;
  mountPart(defineComponent(() => { age = useHoverAge(asked); return () => null; }));
  return { ...age, asked };
}

describe('the age of the value under the pointer', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => vi.useRealTimers());

  it('is asked for where the pointer rests on a value without a time, once', async () => {
    const { aged, hovered, asked } = begin();
    hovered(hit('t:a'));
    expect(aged(hit('t:a'))).toEqual(hit('t:a'));
    await vi.advanceTimersByTimeAsync(300);
    expect(aged(hit('t:a'))).toEqual(hit('t:a', 5000));
    hovered(null);
    hovered(hit('t:a'));
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('is not asked for by a pointer that passes, nor where the wire has told it', async () => {
    const { hovered, asked } = begin();
    hovered(hit('t:a'));
    await vi.advanceTimersByTimeAsync(50);
    hovered(hit('t:b', 4000));
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).not.toHaveBeenCalled();
  });
});
