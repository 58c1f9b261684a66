import { noDifference, type Hit, type HoverText } from '../map/contract';
import type { AssetId } from '../wire/brands';
import type { Warning } from '../wire/warnings';
import { levelText } from './level';
import { count } from './number';
import { isSwitch, quantityOf } from './quantities';
import { assetLabel, nextEffect, warningTitle, type Telling } from './sentence';
import { ageText, countdownText, timeOfDay } from './time';
import { quantityText } from './units';

/** What is under the pointer, told shortly: name, the one value that matters, its age. */
export function hoverText(hit: Hit, telling: Telling): HoverText {
  const { t, now, locale, flow } = telling;
  switch (hit.type) {
    case 'cluster':
      return { title: t('hover.cluster', { n: count(hit.count) }), value: levelText(hit.level, t), age: t('hover.zoom') };
    case 'warning':
      return warningHover(hit.warning, telling);
    case 'asset': {
      const title = hit.id ? assetLabel(hit.id, hit.name, hit.kind, t) : hit.kind ? t(`kind.${hit.kind}`) : '';
      if (!hit.reading) return { title, value: '', age: hit.name && hit.kind ? t(`kind.${hit.kind}`) : '' };
      const { name, unit, [locale]: quantity } = quantityOf(hit.reading.quantity);
      const value = isSwitch(name) ? switchText(name, hit.reading.value, telling) : `${quantity} ${quantityText(hit.reading.value, unit, flow)}`;
      const age = hit.reading.at === null ? '' : ageText(hit.reading.at, now, t);
      return { title, value, age: [hit.stale ? t('legend.stale') : '', age].filter(Boolean).join(' · ') };
    }
  }
}

/** The same, with what a panel says about the place: on a way that is shown, that matters more than the reading. */
export function notedText(hit: Hit, telling: Telling, notes: ReadonlyMap<AssetId, string>): HoverText {
  const told = hoverText(hit, telling);
  const note = hit.type === 'asset' && hit.id ? notes.get(hit.id) : undefined;
  return note === undefined ? told : { title: told.title, value: note, age: [told.value, told.age].filter(Boolean).join(' · ') };
}

/** What is expected of a place at a moment ahead; of a difference between two runs, how much. */
export function expectedText(hit: Hit, telling: Telling, at: number, isDifference: boolean): HoverText {
  const { t, now } = telling;
  const told = hoverText(hit.type === 'asset' ? { ...hit, reading: null } : hit, telling);
  if (hit.type !== 'asset') return told;
  const age = t('forecast.hoverAt', { at: timeOfDay(at, now) });
  if (hit.fill < 0) return { title: told.title, value: '', age: t('forecast.hoverNone') };
  const percent = Math.round((isDifference ? hit.fill - noDifference : hit.fill) / 10);
  const value = isDifference ? t('forecast.hoverDifference', { percent: `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}` }) : t('forecast.hoverFill', { percent });
  return { title: told.title, value, age: [age, hit.level === 'none' ? '' : levelText(hit.level, t)].filter(Boolean).join(' · ') };
}

/** What a warning will hit next and in what time; a whole sentence would not fit beside the pointer. */
function warningHover(warning: Warning, telling: Telling): HoverText {
  const { t, now } = telling;
  const since = t('warning.since', { since: timeOfDay(warning.since, now) });
  const next = nextEffect(warning, now);
  if (!next || next.firstAt <= now) return { title: warningTitle(warning, telling), value: '', age: since };
  const value = t('warning.toImpact', { span: countdownText(next.firstAt - now, t) });
  return { title: warningTitle(warning, telling), value, age: `${assetLabel(next.asset, next.name, next.kind, t)} · ${since}` };
}

/** `运行` or `停止`, `跳闸` or `正常`. */
export function switchText(quantity: string, value: number, { t }: Pick<Telling, 't'>): string {
  const on = value >= 0.5;
  if (quantity === 'tripped') return t(on ? 'asset.tripped' : 'asset.healthy');
  return t(on ? 'asset.running' : 'asset.stopped');
}
