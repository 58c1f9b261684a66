import type { Millis, Row } from '../wire/brands';
import { stateBits } from '../wire/levels';
import type { StateColumns } from '../wire/live';
import type { Rows } from './rows';

/** What is known of every asset of a network, by row. A quantity of 0 means that nothing was heard. */
export interface LiveState {
  /** As on the wire: level, stale, estimated, effect coming. */
  readonly bits: Uint8Array;
  readonly quantity: Uint16Array;
  /** In the quantity's canonical unit. */
  readonly value: Float64Array;
  /** Permille of full, −1 where it means nothing. */
  readonly fill: Int16Array;
  /** City time of the change that brought it, Unix ms; NaN where only a snapshot told of it, which does not say since when it is so. */
  readonly at: Float64Array;
  /** The version that settled it: what comes with a lower one is older, whatever the order of arrival. */
  readonly version: Float64Array;
}

export function emptyState(rowCount: number): LiveState {
  return {
    bits: new Uint8Array(rowCount),
    quantity: new Uint16Array(rowCount),
    value: new Float64Array(rowCount),
    fill: new Int16Array(rowCount).fill(-1),
    at: new Float64Array(rowCount),
    version: new Float64Array(rowCount).fill(-1),
  };
}

/** Folds a batch in, as of `version`. Rows that changed in anything shown are told to `changed`; assets of another revision are passed over. */
export function foldChanges(state: LiveState, rows: Rows, batch: StateColumns, version: number, changed: (row: Row) => void, at: number = batch.at): void {
  for (let i = 0; i < batch.key.length; i++) {
    const row = rows.ofKey(batch.key[i]!);
    if (row < 0 || state.version[row]! > version) continue;
    state.version[row] = version;
    write(state, row as Row, batch.state[i]!, batch.quantity[i]!, batch.value[i]!, batch.fill[i]!, at, changed);
  }
}

/** Folds the whole state in, as of `version`: what it does not name and is not newer than it has no state any more. */
export function foldSnapshot(state: LiveState, rows: Rows, snapshot: StateColumns, version: number, changed: (row: Row) => void): void {
  const named = new Uint8Array(rows.count);
  for (const key of snapshot.key) {
    const row = rows.ofKey(key);
    if (row >= 0) named[row] = 1;
  }
  for (let i = 0; i < rows.count; i++) {
    if (named[i] === 1 || state.version[i]! > version) continue;
    state.version[i] = version;
    write(state, i as Row, 0, 0, 0, -1, NaN, changed);
  }
  foldChanges(state, rows, snapshot, version, changed, NaN);
}

export const levelAt = (state: LiveState, row: number): number => state.bits[row]! & stateBits.level;
export const isStaleAt = (state: LiveState, row: number): boolean => (state.bits[row]! & stateBits.stale) !== 0;
export const isEstimatedAt = (state: LiveState, row: number): boolean => (state.bits[row]! & stateBits.estimated) !== 0;

/** Null where nothing was heard of this asset. */
export function readingAt(state: LiveState, row: Row): { readonly quantity: number; readonly value: number; readonly at: Millis | null } | null {
  const quantity = state.quantity[row]!;
  if (quantity === 0) return null;
  const at = state.at[row]!;
  return { quantity, value: state.value[row]!, at: Number.isNaN(at) ? null : at as Millis };
}

function write(state: LiveState, row: Row, bits: number, quantity: number, value: number, fill: number, at: number, changed: (row: Row) => void): void {
  const same = state.bits[row] === bits && state.quantity[row] === quantity && state.value[row] === value && state.fill[row] === fill;
  // A snapshot that says what is known already takes nothing away from when it was heard.
  if (!same || !Number.isNaN(at)) state.at[row] = at;
  if (same) return;
  state.bits[row] = bits;
  state.quantity[row] = quantity;
  state.value[row] = value;
  state.fill[row] = fill;
  changed(row);
}
