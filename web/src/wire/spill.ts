import type { Api } from './api';
import type { AssetId } from './brands';
import type { HttpOptions } from './http';
import { list, number, shape, text } from './parse';
import { id } from './warnings';

const arrival = shape({ asset: id, firstMinutes: number, peakMinutes: number, lastMinutes: number, peakConcentration: number, massShare: number, path: list(id) });
export type Arrival = ReturnType<typeof arrival>;

/** A valve, gate or pump to shut, and what that protects; no minutes left where the release is there already. */
const block = shape({ asset: id, minutesLeft: number, assets: number, intakes: number, plantShare: number, massShare: number });
export type Block = ReturnType<typeof block>;

const sample = shape({ asset: id, fromMinutes: number, peakMinutes: number, toMinutes: number, peakConcentration: number, reason: text });
export type Sample = ReturnType<typeof sample>;

/** What a release would reach, soonest first; where to block it, what protects most first; where to sample it, by time. */
const outlook = shape({ items: list(arrival), block: list(block), sample: list(sample) });
export type SpillOutlook = ReturnType<typeof outlook>;

export interface Release {
  readonly asset: AssetId;
  readonly quantity: string;
  /** mg/L */
  readonly concentration: number;
  /** m³/s */
  readonly flow: number;
  readonly minutes: number;
  /** ISO 8601 */
  readonly at: string;
}

/** Changes nothing on the server. */
export async function spill(api: Api, release: Release, options?: HttpOptions): Promise<SpillOutlook> {
  const found = await api.http.post('/network/spill', release, outlook, { timeoutMs: 20_000, ...options });
  return { ...found, items: [...found.items].sort((a, b) => a.firstMinutes - b.firstMinutes) };
}
