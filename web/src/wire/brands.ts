declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** `{network}:{local id}`. */
export type AssetId = Branded<string, 'AssetId'>;
/** The registry's handle of an asset: what the live wire and the geometry use instead of its id. */
export type AssetKey = Branded<number, 'AssetKey'>;
/** Index of an asset in a network's geometry: nodes first, then links, then points. Valid for one revision only. */
export type Row = Branded<number, 'Row'>;
/** Milliseconds since 1970 UTC, by the city's clock. */
export type Millis = Branded<number, 'Millis'>;
/** Milliseconds since 1970 UTC, by this machine's clock; only for how long ago something was heard. */
export type WallMillis = Branded<number, 'WallMillis'>;

export const assetId = (value: string) => value as AssetId;
export const assetKey = (value: number) => value as AssetKey;
export const rowOf = (value: number) => value as Row;
export const millis = (value: number) => value as Millis;
export const wallMillis = (value: number) => value as WallMillis;

/** The part of an asset id after the network's name. */
export function localId(id: AssetId): string {
  return id.slice(id.indexOf(':') + 1);
}

export function idOf(network: string, local: string): AssetId {
  return `${network}:${local}` as AssetId;
}
