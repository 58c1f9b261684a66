import { defineStore } from 'pinia';
import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { useDrawing } from '../../stores/drawing';
import { assetId } from '../../wire/brands';

export interface Gap { readonly from: string; readonly to: string; readonly metres: number }

/** Gaps of the ledger on the map, until cleared. */
export const useLedgerMap = defineStore('ledgerMap', () => {
  const drawings = useDrawing();
  const router = useRouter();
  const me = Symbol('ledger');
  const shown = ref(0);

  function show(gaps: readonly Gap[]): void {
    const ends = [...new Set(gaps.flatMap((g) => [g.from, g.to]))].map(assetId);
    drawings.show(me, { lines: [], flags: [], marks: ends.map((asset) => ({ asset, sign: 'symptom' as const, label: '' })), spans: gaps.map((g) => ({ from: assetId(g.from), to: assetId(g.to), text: `${(g.metres / 1000).toFixed(1)} km` })) });
    shown.value = gaps.length;
    void router.push('/');
  }

  function clear(): void {
    drawings.clear(me);
    shown.value = 0;
  }

  return { shown, show, clear };
});
