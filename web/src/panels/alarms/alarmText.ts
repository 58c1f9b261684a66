import { assetLabel, type Telling } from '../../i18n/sentence';
import { quantityText } from '../../i18n/units';
import { quantityOf } from '../../i18n/quantities';
import type { Alarm, Priority, Words } from '../../wire/alarms';
import type { Level } from '../../wire/levels';

/** A priority's shape and colour: those of the warning levels, octagon to ring. */
export const levelOf: Readonly<Record<Priority, Level>> = { critical: 'red', high: 'orange', medium: 'yellow', low: 'blue' };

export const inWords = (words: Words, { locale }: Pick<Telling, 'locale'>): string => words[locale];

/** What it is about, by the name people use. */
export function subjectText(alarm: Alarm, { t }: Pick<Telling, 't'>): string {
  const local = alarm.subject.slice(alarm.subject.indexOf(':') + 1);
  if (local.startsWith('@route.')) return t('alarms.route', { name: alarm.name === 'direct' ? t('alarms.direct') : (alarm.name ?? '').toUpperCase() });
  if (local.startsWith('@')) return t('alarms.device', { name: alarm.name ?? local });
  return assetLabel(alarm.subject, alarm.name, alarm.assetKind, t);
}

/** `液位 3.2 m（限值 3 m）`; empty where nothing is measured. */
export function measuredText(alarm: Alarm, { t, locale, flow }: Telling): string {
  if (alarm.quantity === null || alarm.value === null) return '';
  const value = quantityText(alarm.value, alarm.unit ?? '', flow);
  const limit = alarm.limit === null ? '' : t('alarms.limit', { limit: quantityText(alarm.limit, alarm.unit ?? '', flow) });
  return `${quantityOf(alarm.quantity)[locale]} ${value}${limit}`;
}
