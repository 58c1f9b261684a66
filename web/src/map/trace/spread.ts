import type { Language } from '../contract';

/** `12 分钟`, `1 小时 05 分`: how long the water takes. */
export function travelText(minutes: number, language: Language): string {
  const whole = Math.max(1, Math.round(minutes));
  if (whole < 60) return language === 'zh' ? `${whole} 分钟` : `${whole} min`;
  const [h, m] = [Math.floor(whole / 60), String(whole % 60).padStart(2, '0')];
  return language === 'zh' ? `${h} 小时 ${m} 分` : `${h} h ${m} min`;
}

/** At most `most` of what is ordered by time: the last first, since it says how far it is in all, then evenly between. */
export function spreadOver<T>(ordered: readonly T[], most: number): readonly T[] {
  if (ordered.length <= most) return [...ordered].reverse();
  return Array.from({ length: most }, (_, i) => ordered[Math.round(((ordered.length - 1) * (most - i)) / most)]!);
}
