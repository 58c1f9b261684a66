import type { Level } from '../wire/levels';
import type { Translate } from './translate';

export function levelText(level: Level, t: Translate): string {
  return t(`level.${level}`);
}
