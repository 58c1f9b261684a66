import { assetId, millis } from '../wire/brands';
import type { Warning, WarningEffect } from '../wire/warnings';

export const minute = 60_000;

/** A warning at `town:a` from the beginning of 2030, with what a test says differently. */
export function warningOf(change: Partial<Warning> = {}): Warning {
  const since = millis(Date.UTC(2030, 0, 1));
  return {
    id: 'w1', version: 1, network: 'town', catchment: 'town:end', kind: 'overflow', level: 'orange', asset: assetId('town:a'), assetName: null, assetKind: 'manhole',
    quantity: 'level', unit: 'm', value: 4.2, limit: 4, since, knownAt: since, endedAt: null, position: [10, 50], path: [assetId('town:a')], effects: [], suppliedBy: null, probability: null, expectedAt: null, earliestAt: null, ...change,
  };
}

export function effectOf(asset: string, firstAt: number, path: readonly string[]): WarningEffect {
  return {
    asset: assetId(asset), name: null, kind: 'manhole', direction: 'downstream', level: 'yellow', quantity: 'level', value: null,
    firstAt: millis(firstAt), peakAt: millis(firstAt + minute), path: path.map(assetId),
  };
}
