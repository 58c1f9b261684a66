import { WireError, type Parser } from './parse';

/** Asset kinds by their number on the wire; the same names as in the domain. */
const byNumber = [
  null, 'manhole', 'pipeSegment', 'pumpStation', 'weir', 'orifice', 'outlet', 'storageTank', 'treatmentPlant',
  'reclaimedPlant', 'reuseIntake', 'drainer', 'outfall', 'rainGauge', 'riverSection', 'riverNode', 'valve',
] as const;

export type AssetKind = Exclude<(typeof byNumber)[number], null>;

export const assetKinds: readonly AssetKind[] = byNumber.filter((kind) => kind !== null);

/** Null for a number that this page does not know: such an asset is drawn as its shape only. */
export function kindOf(code: number): AssetKind | null {
  return byNumber[code] ?? null;
}

export function kindCode(kind: AssetKind): number {
  return byNumber.indexOf(kind);
}

export const kind: Parser<AssetKind> = (value, at) => {
  if (!assetKinds.includes(value as AssetKind)) throw new WireError(at, 'an asset kind', value);
  return value as AssetKind;
};

/** What a pipe carries, by its number on the wire. */
export const pipeClasses = ['unknown', 'sewer', 'storm', 'combined', 'reclaimed', 'river'] as const;
export type PipeClass = (typeof pipeClasses)[number];
