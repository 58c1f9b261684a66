import type { LegendPipe } from '../map/contract';
import type { Translate } from './translate';

/** Words for a line of the legend: the map gives keys and ranges, the page the language. */
export function legendText({ key, range }: LegendPipe, t: Translate): string {
  if (range) return range[1] > 1000 ? t('legend.fillOver', { from: range[0] / 10 }) : t('legend.fill', { from: range[0] / 10, to: range[1] / 10 });
  const [group, name] = key.split('.') as [string, string | undefined];
  if (name === undefined) return t(`legend.${group}`);
  if (name === 'none') return t(group === 'level' ? 'level.none' : 'legend.unknown');
  if (group === 'diff') return t(`forecast.diff.${name}`);
  return t(group === 'class' ? `pipeClass.${name}` : `${group}.${name}`);
}
