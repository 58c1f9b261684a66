import { describe, expect, it } from 'vitest';
import { aWarning, anEffect, minutes, now } from '../testing/warnings';
import { createTranslations } from '.';
import { adviceText, plainText, warningSentence, warningTitle, type Telling } from './sentence';
import type { Warning } from '../wire/warnings';

function tellingIn(locale: 'zh' | 'en'): Telling {
  const { t } = createTranslations(locale).global;
  return { t: (key, named) => t(key, named ?? {}), locale, now, flow: 'auto' };
}
const zh = tellingIn('zh');
const en = tellingIn('en');
/** With plain spaces for those that keep a number and its unit together. */
const told = (warning: Warning, telling: Telling) => plainText(warningSentence(warning, telling)).replaceAll('\u00a0', ' ');

describe('a warning told as a sentence', () => {
  const tripped = aWarning({ effects: [anEffect('demo:W-134', 14, { direction: 'upstream' }), anEffect('demo:W-135', 23), anEffect('demo:W-136', 32)] });

  it('says what, where, since when, what it will hit first and when, and how many after', () => {
    expect(told(tripped, zh)).toBe('2 号泵站自 15:16 起水泵跳闸，预计 15:42 壅水至检查井 W-134，随后波及 2 处。');
    expect(told(tripped, en)).toBe('2 号泵站: pump tripped since 15:16, expected to back up to Manhole W-134 at 15:42, then 2 more.');
  });

  it('does not repeat in its continued form what the title says', () => {
    expect(warningTitle(tripped, zh)).toBe('2 号泵站 · 水泵跳闸');
    expect(plainText(warningSentence(tripped, zh, true))).toBe('15:16 起，预计 15:42 壅水至检查井 W-134，随后波及 2 处。');
  });

  it('gives a value and its limit in one unit', () => {
    const breach = aWarning({ kind: 'qualityBreach', asset: tripped.asset, assetName: '忻府制药', assetKind: 'drainer', quantity: 'nh3n', unit: 'mg/L', value: 63.21, limit: 45 });
    expect(told(breach, zh)).toBe('忻府制药自 15:16 起氨氮超标，63.2 mg/L（限值 45.0 mg/L），未预计影响其他设施。');
    expect(told(breach, en)).toBe('忻府制药: NH3-N over limit since 15:16, 63.2 mg/L (limit 45.0 mg/L), not expected to reach anything else.');
    expect(told({ ...breach, value: breach.limit! * 0.9 }, zh)).toContain('现已回落到');
    const flow = aWarning({ kind: 'surcharge', quantity: 'flow', unit: 'm3/s', value: 0.05, limit: 0.2 });
    expect(told(flow, zh)).toContain('流量 0.0500 m³/s（限值 0.200 m³/s）');
    expect(told(flow, en)).toContain(', flow 0.0500 m³/s (limit 0.200 m³/s)');
  });

  it('tells what is only expected as expected: how likely, about when, and the earliest', () => {
    const coming = aWarning({ kind: 'expectedOverflow', quantity: 'overflow', unit: 'm3/s', value: 0.12, limit: 0, since: minutes(-3), probability: 0.8, expectedAt: minutes(25), earliestAt: minutes(14) });
    expect(told(coming, zh)).toMatch(/^2 号泵站预计溢流，约 15:53（最早 15:42），可能性 80%，0.120 m³\/s。$/);
    expect(told(coming, en)).toContain('overflow expected about 15:53 (earliest 15:42), 80% likely');
  });

  it('says too low where that is what is wrong', () => {
    const low = aWarning({ kind: 'qualityBreach', quantity: 'chlorine', unit: 'mg/L', value: 0.59, limit: 1 });
    expect([warningTitle(low, zh), warningTitle({ ...low, value: 4.2, limit: 4 }, zh)]).toEqual(['2 号泵站 · 余氯不足', '2 号泵站 · 余氯超标']);
  });

  it('turns to the past once everything has been reached', () => {
    const arrived = aWarning({ effects: [anEffect('demo:W-1', -6), anEffect('demo:W-2', -2)] });
    expect(told(arrived, zh)).toBe('2 号泵站自 15:16 起水泵跳闸，已于 15:22 影响到检查井 W-1，共波及 2 处。');
    expect(told(arrived, en)).toBe('2 号泵站: pump tripped since 15:16, reached Manhole W-1 at 15:22, 2 places in all.');
  });

  it('counts only what is still to come after the next arrival', () => {
    const under = aWarning({ effects: [anEffect('demo:W-1', -6), anEffect('demo:W-2', 3), anEffect('demo:W-3', 9)] });
    expect(told(under, zh)).toContain('预计 15:31 影响到检查井 W-2，随后波及 1 处。');
  });

  it('says when an ended one ended, and not what it will hit', () => {
    const ended = aWarning({ endedAt: minutes(-1), effects: tripped.effects });
    expect(told(ended, zh)).toBe('2 号泵站自 15:16 起水泵跳闸，已于 15:27 结束。');
  });

  it('gives the date with a time that is not of today', () => {
    expect(told(aWarning({ since: minutes(-24 * 60) }), zh)).toContain('自 11-21 15:28 起');
  });

  it('keeps names apart, so that they can be clicked', () => {
    const linked = warningSentence(tripped, en).filter((part) => part.asset);
    expect(linked).toEqual([{ text: '2 号泵站', asset: 'demo:PS-2' }, { text: 'Manhole W-134', asset: 'demo:W-134' }]);
  });

  it('does without a value that the server could not tell', () => {
    expect(told(aWarning({ kind: 'surcharge', quantity: 'level', unit: 'm', value: null }), zh)).toBe('2 号泵站自 15:16 起水位壅高，未预计影响其他设施。');
  });

  it('advises by what is wrong and where', () => {
    expect(adviceText(aWarning(), zh.t)).toContain('备用泵');
    const breach = (assetKind: Warning['assetKind']) => adviceText(aWarning({ kind: 'qualityBreach', assetKind }), en.t);
    expect(new Set((['drainer', 'treatmentPlant', 'reclaimedPlant', 'riverSection', 'manhole', null] as const).map(breach)).size).toBe(5);
  });
});
