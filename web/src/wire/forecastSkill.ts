import { search, type Api } from './api';
import type { AssetId } from './brands';
import type { HttpOptions } from './http';
import { alongTimes } from './forecastSeries';
import { count, epoch, instant, list, nullable, number, shape, text } from './parse';
import { id } from './warnings';

/** How one quantity at one asset was forecast at one lead (minutes), beside taking it to stay as it is. Errors in its unit. */
const skillRow = shape({
  asset: id, name: nullable(text), quantity: text, unit: text, lead: number, n: count,
  rmse: nullable(number), persistenceRmse: nullable(number),
  /** 1 is perfect, 0 no better than persistence, below that worse. */
  skill: nullable(number),
  /** Share of what came that lay within the band of 80 %. */
  coverage: nullable(number),
});
export type SkillRow = ReturnType<typeof skillRow>;

const skill = shape({
  leads: list(number),
  rows: list(skillRow),
  events: shape({ warned: count, came: count, hit: count, false: count, unknown: count, missed: count, leadMedianMinutes: nullable(number) }),
  issued: count,
  since: nullable(instant),
  until: nullable(instant),
});
export type Skill = ReturnType<typeof skill>;

export function readSkill(api: Api, network: string, days: number, options?: HttpOptions): Promise<Skill> {
  return api.http.get(`/forecasts/skill${search({ network, days })}`, skill, { timeoutMs: 30_000, retries: 1, ...options });
}

const some = list(nullable(number));
/** What was forecast for each moment a lead before it, and what came. */
const came = alongTimes(shape({ times: list(epoch), forecast: some, p10: some, p90: some, measured: some }), 'forecast', 'p10', 'p90', 'measured');
export type Came = ReturnType<typeof came>;

export function readCame(api: Api, asset: AssetId, quantity: string, lead: number, from: number, to: number, options?: HttpOptions): Promise<Came> {
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return api.http.get(`/forecasts/came${search({ asset, quantity, lead, ...span })}`, came, { timeoutMs: 30_000, retries: 1, ...options });
}
