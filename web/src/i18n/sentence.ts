import type { Warning, WarningEffect } from '../wire';
import { quantityOf, isSwitch } from './quantities';
import { countdownText, timeOfDay } from './time';
import type { Translate } from './translate';
import { quantityText, type FlowUnit } from './units';

/** What a sentence is told with. */
export interface Telling {
  readonly t: Translate;
  readonly locale: 'zh' | 'en';
  /** City time, Unix ms. */
  readonly now: number;
  readonly flow: FlowUnit;
}

/** A run of a sentence; one with an asset can be clicked. */
export interface SentencePart {
  readonly text: string;
  readonly asset?: string;
}

/** The name people use; an asset without one is called by its kind and its id in the network. */
export function assetLabel(asset: string, name: string | null, kind: string | null, t: Translate): string {
  return name || `${t(`kind.${kind ?? 'unknown'}`)} ${asset.slice(asset.indexOf(':') + 1)}`;
}

/** What is wrong: `水泵跳闸`, `氨氮超标`, `余氯不足`. */
export function whatText(warning: Warning, { t, locale }: Pick<Telling, 't' | 'locale'>): string {
  const { name, [locale]: quantity } = quantityOf(warning.quantity);
  const kind = warning.kind === 'qualityBreach' && isTooLow(warning, name) ? 'qualityLow' : warning.kind;
  return t(`warning.what.${kind}`, { quantity });
}

function isTooLow({ value, limit }: Warning, quantity: string): boolean {
  return hasLowerLimit.has(quantity) && value !== null && limit !== null && value < limit;
}

/** The head of a card: `2 号泵站 · 水泵跳闸`. */
export function warningTitle(warning: Warning, telling: Telling): string {
  return telling.t('warning.title', { where: placeOf(warning, telling.t), what: whatText(warning, telling) });
}

/**
 * What, where, since when, how much against which limit, what it will hit first and when, and how many after that.
 * Under a title that says what and where already, `continued` begins with since when.
 */
export function warningSentence(warning: Warning, telling: Telling, continued = false): SentencePart[] {
  const { t, now } = telling;
  const where = { text: placeOf(warning, t), asset: warning.asset };
  const since = timeOfDay(warning.since, now);
  if (warning.expectedAt !== null) return [...expectation(warning, warning.expectedAt, telling, continued), ...measurement(warning, telling), { text: t('warning.stop') }];
  return [
    ...(continued ? [{ text: t('warning.since', { since }) }] : fill('warning.opening', t, { where, since, what: whatText(warning, telling) })),
    ...measurement(warning, telling),
    ...consequence(warning, telling),
    { text: t('warning.stop') },
  ];
}

/** Nothing of it has been measured: how likely, when, and the earliest. */
function expectation(warning: Warning, at: number, telling: Telling, continued: boolean): SentencePart[] {
  const { t, now } = telling;
  const where = { text: placeOf(warning, t), asset: warning.asset };
  const times = { at: timeOfDay(at, now), earliest: timeOfDay(warning.earliestAt ?? at, now), percent: Math.round((warning.probability ?? 1) * 100) };
  const ended = warning.endedAt === null ? [] : [{ text: t('warning.ended', { at: timeOfDay(warning.endedAt, now) }) }];
  return [...(continued ? [{ text: t('warning.expects', times) }] : fill('warning.expecting', t, { ...times, percent: String(times.percent), where, what: whatText(warning, telling) })), ...ended];
}

export function plainText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('');
}

/** What to do, by what is wrong and at what kind of place. */
export function adviceText(warning: Warning, t: Translate): string {
  if (warning.kind !== 'qualityBreach') return t(`advice.${warning.kind}`);
  return t(`advice.qualityBreach${placeOfBreach[warning.assetKind ?? ''] ?? ''}`);
}

const placeOfBreach: Readonly<Record<string, string>> = {
  drainer: 'Drainer', treatmentPlant: 'Plant', reclaimedPlant: 'Reclaimed', reuseIntake: 'Reclaimed', riverSection: 'River', outfall: 'River',
};

/** The effect to come next; once all have arrived, the first that did. */
export function nextEffect(warning: Warning, now: number): WarningEffect | undefined {
  return warning.effects.find((effect) => effect.firstAt > now) ?? warning.effects[0];
}

function placeOf(warning: Warning, t: Translate): string {
  return assetLabel(warning.asset, warning.assetName, warning.assetKind, t);
}

function measurement(warning: Warning, { t, locale, flow }: Telling): SentencePart[] {
  const { name, unit, ...names } = quantityOf(warning.quantity);
  const quantity = withinSentence(names[locale]);
  if (isSwitch(name) || warning.value === null) return [];
  // What is wrong names the quantity already where that is the wrong itself.
  const named = warning.kind === 'qualityBreach' || name === 'overflow' ? 'Only' : '';
  const magnitude = Math.max(Math.abs(warning.value), Math.abs(warning.limit ?? 0));
  const value = quantityText(warning.value, unit, flow, magnitude);
  // An overflow has no limit but that there be none.
  if (warning.limit === null || warning.limit <= 0) return [{ text: t(`warning.measured${named}`, { quantity, value }) }];
  const limit = quantityText(warning.limit, unit, flow, magnitude);
  // A warning outlasts its value by the time that confirms the end; saying "over" with a value below the limit would be false.
  if (warning.kind === 'qualityBreach' && warning.endedAt === null && warning.value < warning.limit && !hasLowerLimit.has(name)) return [{ text: t('warning.measuredBack', { value, limit }) }];
  return [{ text: t(`warning.measuredOver${named}`, { quantity, value, limit }) }];
}

/** Quantities that can be wrong by being too low. */
const hasLowerLimit: ReadonlySet<string> = new Set(['chlorine', 'do', 'ph', 'pressure']);

/** A name that begins a line with a capital does without it inside a sentence; an abbreviation keeps its own. */
function withinSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;
}

function consequence(warning: Warning, { t, now }: Telling): SentencePart[] {
  if (warning.endedAt !== null) return [{ text: t('warning.ended', { at: timeOfDay(warning.endedAt, now) }) }];
  const next = nextEffect(warning, now);
  if (!next) return [{ text: t('warning.nothing') }];
  const first = { text: assetLabel(next.asset, next.name, next.kind, t), asset: next.asset };
  const coming = next.firstAt > now;
  const key = coming ? (next.direction === 'upstream' ? 'warning.upstream' : 'warning.downstream') : 'warning.arrived';
  const others = coming ? warning.effects.filter((e) => e.firstAt > now).length - 1 : warning.effects.length;
  const more = coming ? others > 0 : others > 1;
  return [
    ...fill(key, t, { first, at: timeOfDay(next.firstAt, now), left: countdownText(next.firstAt - now, t) }),
    ...(more ? [{ text: t(coming ? 'warning.more' : 'warning.moreArrived', { n: others }) }] : []),
  ];
}

/** Translates with placeholders kept apart, so that names in a sentence stay clickable whatever their order in the language. */
function fill(key: string, t: Translate, values: Readonly<Record<string, string | SentencePart>>): SentencePart[] {
  const named = Object.fromEntries(Object.keys(values).map((name) => [name, `\u0001${name}\u0001`]));
  return t(key, named).split('\u0001')
    .map((text, i): SentencePart => {
      const value = i % 2 === 1 ? values[text] : text; // Between two marks stands a name.
      return typeof value === 'object' ? value : { text: value ?? '' };
    })
    .filter((part) => part.text !== '');
}
