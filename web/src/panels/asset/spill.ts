import type { Api } from '../../wire/api';
import type { AssetId } from '../../wire/brands';
import { list, number, plainObject, shape, type Parser } from '../../wire/parse';
import { id } from '../../wire/warnings';

const arrival = shape({ asset: id, firstMinutes: number, peakMinutes: number, peakConcentration: number, massShare: number });
export type Arrival = ReturnType<typeof arrival>;

const arrivals: Parser<readonly Arrival[]> = (value, at) => {
  const items = list(arrival)(plainObject(value, at).items, `${at}.items`);
  return items.sort((a, b) => a.firstMinutes - b.firstMinutes);
};

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

/** What a release would reach, soonest first. Changes nothing on the server. */
export function spill(api: Api, release: Release): Promise<readonly Arrival[]> {
  return api.http.post('/network/spill', release, arrivals, { timeoutMs: 20_000 });
}
