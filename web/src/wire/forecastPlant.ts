import type { Api } from './api';
import type { AssetId } from './brands';
import { alongTimes } from './forecastSeries';
import type { HttpOptions } from './http';
import { epoch, instant, list, nullable, number, shape, text } from './parse';
import { id } from './warnings';

const values = list(nullable(number));
const bandColumns = { times: list(epoch), p10: values, p50: values, p90: values };

/** m³/s, against what the plant can take. */
const inflow = alongTimes(shape({ ...bandColumns, capacityM3s: nullable(number), share80At: nullable(instant), share100At: nullable(instant) }), 'p10', 'p50', 'p90');

const effluent = alongTimes(shape({
  ...bandColumns, quantity: text, unit: text, limit: nullable(number),
  /** Mean absolute errors in the quantity's unit, over what has come already. */
  score: nullable(shape({ mae: nullable(number), persistenceMae: nullable(number), n: number, coverage: nullable(number) })),
}), 'p10', 'p50', 'p90');
export type EffluentOutlook = ReturnType<typeof effluent>;

const plantOutlook = shape({ plant: id, inflow: nullable(inflow), effluent: list(effluent) });
export type PlantOutlook = ReturnType<typeof plantOutlook>;

export function readPlantOutlook(api: Api, plant: AssetId, options?: HttpOptions): Promise<PlantOutlook> {
  return api.http.get(`/plants/${encodeURIComponent(plant)}/outlook`, plantOutlook, { timeoutMs: 30_000, retries: 1, ...options });
}

/** `fullAt`: by the median, null where it will not be. `dilution`: how much weaker what comes in leaves again. */
const tankOutlook = shape({ fullAt: nullable(instant), retentionMinutes: nullable(number), dilution: nullable(number) });
export type TankOutlook = ReturnType<typeof tankOutlook>;

export function readTankOutlook(api: Api, tank: AssetId, options?: HttpOptions): Promise<TankOutlook> {
  return api.http.get(`/tanks/${encodeURIComponent(tank)}/outlook`, tankOutlook, { timeoutMs: 20_000, retries: 0, ...options });
}
