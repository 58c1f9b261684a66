import { assetId, millis } from '../wire/brands';
import type { Warning, WarningEffect } from '../wire/warnings';

/** 2026-11-22 15:28 in the time zone of the tests, whatever that is. */
export const now = millis(new Date(2026, 10, 22, 15, 28).getTime());
export const minutes = (n: number) => millis(now + n * 60_000);

/** A tripped pump that will back up to a manhole; a test names what matters to it. */
export function aWarning(change: Partial<Warning> = {}): Warning {
  return {
    id: 'w1', version: 1, network: 'demo', catchment: 'demo:WWTP-1', kind: 'pumpTripped', level: 'orange',
    asset: assetId('demo:PS-2'), assetName: '2 号泵站', assetKind: 'pumpStation', quantity: 'tripped', unit: '1', value: 1, limit: 0,
    since: minutes(-12), knownAt: minutes(-12), endedAt: null, position: [112.7, 38.4], path: [], effects: [], suppliedBy: null, probability: null, expectedAt: null, earliestAt: null, ...change,
  };
}

export function anEffect(asset: string, inMinutes: number, change: Partial<WarningEffect> = {}): WarningEffect {
  return {
    asset: assetId(asset), name: null, kind: 'manhole', direction: 'downstream', level: 'orange', quantity: 'level', value: null,
    firstAt: minutes(inMinutes), peakAt: minutes(inMinutes + 10), path: [], ...change,
  };
}
