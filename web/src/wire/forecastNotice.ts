import { shape, text } from './parse';

/** What the hub tells when a forecast was issued. */
export const forecastNotice = shape({ network: text, id: text });
export type ForecastNotice = ReturnType<typeof forecastNotice>;
