import { significant } from '../../i18n/number';
import { assetLabel, type Telling } from '../../i18n/sentence';
import { spanText, timeOfDay } from '../../i18n/time';
import { displayUnit, quantityText } from '../../i18n/units';
import type { ExpectedEvent, Measure } from '../../wire/forecast';

/** `人民路 3 号井 · 溢流`. */
export function eventTitle(event: ExpectedEvent, { t }: Pick<Telling, 't'>): string {
  return `${assetLabel(event.asset, event.name, event.assetKind, t)} · ${t(`forecast.kind.${event.kind}`)}`;
}

/** Time left until it is expected; once that has passed, that it should be there. */
export function leftText({ expectedAt }: ExpectedEvent, { t, now }: Telling): string {
  return expectedAt > now ? t('warning.in', { span: spanText(Math.max(60_000, expectedAt - now), t) }) : t('forecast.due');
}

/** `最早 12:20，预计 12:35，13:20 结束`. */
export function whenText({ earliestAt, expectedAt, endsAt }: ExpectedEvent, { t, now }: Telling): string {
  const times = { earliest: timeOfDay(earliestAt, now), at: timeOfDay(expectedAt, now) };
  return endsAt === null ? t('forecast.when', times) : t('forecast.whenEnds', { ...times, end: timeOfDay(endsAt, now) });
}

/** How much: the volume with its band, or the worst value against its limit. */
export function sizeText({ volume, value, limit, unit }: ExpectedEvent, { t, flow }: Telling): string {
  if (volume !== null && volume.p50 < 0.5) return t('forecast.volumeMost', { p90: cubicMetres(volume.p90) });
  if (volume !== null) return t('forecast.volume', { p50: cubicMetres(volume.p50), p10: cubicMetres(volume.p10), p90: cubicMetres(volume.p90) });
  if (value === null) return '';
  const magnitude = Math.max(Math.abs(value), Math.abs(limit ?? 0));
  return limit === null || limit <= 0 ? quantityText(value, unit, flow) : `${significant(value * displayUnit(unit, magnitude, flow).factor)} / ${quantityText(limit, unit, flow, magnitude)}`;
}

export function cubicMetres(volume: number): string {
  return volume < 10 ? volume.toFixed(1) : Math.round(volume).toLocaleString('en-US');
}

/** `开启 1 号泵站`, `1 号闸开至 60%`. */
export function measureText({ asset, name, action, setting }: Measure, { t }: Pick<Telling, 't'>): string {
  return t(`forecast.action.${action}`, { where: assetLabel(asset, name, null, t), percent: Math.round(setting * 100) });
}
