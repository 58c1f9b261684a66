import { page } from './assets';
import { search, type Api } from './api';
import { flag, instant, nullable, number, shape, text } from './parse';

const numbers = shape({
  minimum: nullable(number), maximum: nullable(number), perMinute: nullable(number), leastStep: nullable(number), spikeFactor: nullable(number), flatHours: nullable(number), flatAbove: nullable(number),
});
/** What is plausible of a series, in the quantity's canonical unit; null is without bound or not tested. */
export type LimitNumbers = ReturnType<typeof numbers>;

const limits = shape({
  asset: nullable(text), assetName: nullable(text), kind: nullable(text), quantity: text, name: shape({ zh: text, en: text }), unit: text, own: flag, by: nullable(text), at: nullable(instant), limits: numbers, standard: numbers,
});
/** Limits in a scope: an asset, a kind of asset, or everywhere (both null). */
export type ScopedLimits = ReturnType<typeof limits>;

const setting = shape({ at: instant, by: text, asset: nullable(text), kind: nullable(text), limits: nullable(numbers) });
/** One change; without limits it took an earlier one away. */
export type LimitSetting = ReturnType<typeof setting>;

/** Which limits are meant. */
export interface LimitScope {
  readonly quantity: string;
  readonly asset: string | null;
  readonly kind: string | null;
}

const path = ({ quantity, asset, kind }: LimitScope): string => `/quality/limits${search({ quantity, asset, kind })}`;

export const limitsApi = {
  all: async (api: Api): Promise<readonly ScopedLimits[]> => (await api.http.get('/quality/limits', page(limits))).items,
  history: async (api: Api, quantity: string): Promise<readonly LimitSetting[]> => (await api.http.get(`/quality/limits/history${search({ quantity })}`, page(setting))).items,
  set: (api: Api, scope: LimitScope, to: LimitNumbers): Promise<ScopedLimits> => api.http.put(path(scope), to, limits),
  clear: (api: Api, scope: LimitScope): Promise<null> => api.http.delete(path(scope), () => null),
};
