import { rounded } from '../../../i18n/number';
import type { Telling } from '../../../i18n/sentence';
import type { AssetId } from '../../../wire/brands';
import type { Change, ChangeKind } from '../../../wire/forecastWhatIf';
import type { AssetKind } from '../../../wire/kinds';

/** What can be changed at an asset of a kind, the most usual first. */
export function changesAt(kind: AssetKind | null): readonly Exclude<ChangeKind, 'rain'>[] {
  switch (kind) {
    case 'pipeSegment': return ['block'];
    case 'pumpStation': return ['pump'];
    case 'weir': case 'orifice': case 'outlet': case 'valve': return ['gate'];
    case 'manhole': case 'storageTank': return ['tank', 'grow'];
    default: return [];
  }
}

/** A change as it begins, to be adjusted. */
export function newChange(kind: Exclude<ChangeKind, 'rain'>, asset: AssetId): Change {
  switch (kind) {
    case 'block': return { kind, asset, share: 1 };
    case 'pump': case 'gate': return { kind, asset, setting: 0 };
    case 'tank': return { kind, asset, areaM2: 500, depthM: 3 };
    case 'grow': return { kind, asset, factor: 1.3 };
  }
}

/** `雨量 ×1.5`, `堵塞 管段 P12 80%`. `nameOf` gives what people call an asset. */
export function changeText(change: Change, { t }: Pick<Telling, 't'>, nameOf: (asset: AssetId) => string): string {
  switch (change.kind) {
    case 'rain': return 'factor' in change ? t('forecast.whatIf.say.rain', { factor: rounded(change.factor) }) : t('forecast.whatIf.say.storm', { mm: rounded(change.mmPerHour), minutes: change.minutes });
    case 'block': return t('forecast.whatIf.say.block', { where: nameOf(change.asset), percent: Math.round(change.share * 100) });
    case 'pump': return t(change.setting <= 0 ? 'forecast.whatIf.say.pumpOff' : 'forecast.whatIf.say.pump', { where: nameOf(change.asset), percent: Math.round(change.setting * 100) });
    case 'gate': return t(change.setting <= 0 ? 'forecast.whatIf.say.gateShut' : 'forecast.whatIf.say.gate', { where: nameOf(change.asset), percent: Math.round(change.setting * 100) });
    case 'tank': return t('forecast.whatIf.say.tank', { where: nameOf(change.asset), volume: Math.round(change.areaM2 * change.depthM).toLocaleString('en-US') });
    case 'grow': return t('forecast.whatIf.say.grow', { where: change.asset ? nameOf(change.asset) : change.district ?? '', factor: rounded(change.factor) });
  }
}

/** One change of a kind at an asset: a later one takes the place of an earlier. */
export function withChange(changes: readonly Change[], next: Change): readonly Change[] {
  const same = (other: Change) => other.kind === next.kind && (other.kind === 'rain' || ('asset' in other && 'asset' in next && other.asset === next.asset));
  return changes.some(same) ? changes.map((other) => (same(other) ? next : other)) : [...changes, next];
}

/** A title in a few words where the reader gives none. */
export function titleOf(changes: readonly Change[], telling: Pick<Telling, 't'>, nameOf: (asset: AssetId) => string): string {
  return changes.map((change) => changeText(change, telling, nameOf)).join(telling.t('forecast.whatIf.join')).slice(0, 80);
}

