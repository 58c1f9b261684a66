import type { Row } from '../wire/brands';
import type { Geometry } from '../wire/geometry';
import type { StateColumns } from '../wire/live';
import { ChangeLog } from './changeLog';
import { Rows } from './rows';
import { emptyState, foldChanges, foldSnapshot, type LiveState } from './state';

declare const asked: unique symbol;
/** How far the state was when a snapshot was asked for. */
export type SnapshotVersion = number & { readonly [asked]: true };

/** One network as it lives: its shape, its state by row, and who wants to know what changed. */
export class LiveNetwork {
  readonly rows: Rows;
  readonly state: LiveState;
  private readonly logs = new Set<ChangeLog>();
  private outOfTouch = false;
  private version = 0;

  constructor(readonly geometry: Geometry) {
    this.rows = new Rows(geometry);
    this.state = emptyState(this.rows.count);
  }

  /** Batches of one group must come in their order; {@link SequenceTracker} sees to it. */
  apply(batch: StateColumns): void {
    foldChanges(this.state, this.rows, batch, ++this.version, this.changed);
  }

  /** To be called when a snapshot is asked for; what changes from now on is newer than it. */
  askSnapshot(): SnapshotVersion {
    return this.version as SnapshotVersion;
  }

  /**
   * Each group of changes counts for itself, so that a snapshot cannot be told older or newer by its number: it settles what has
   * not changed since it was asked for. A change that was still on its way then may be older than the snapshot for one moment,
   * but then a newer one of the same asset is on its way too.
   */
  applySnapshot(snapshot: StateColumns, asked: SnapshotVersion): void {
    foldSnapshot(this.state, this.rows, snapshot, asked, this.changed);
  }

  /** True while the connection is lost: everything that was heard then looks old. */
  get isOutOfTouch(): boolean {
    return this.outOfTouch;
  }

  setOutOfTouch(outOfTouch: boolean): void {
    if (this.outOfTouch === outOfTouch) return;
    this.outOfTouch = outOfTouch;
    this.state.quantity.forEach((quantity, row) => { if (quantity !== 0 || this.state.bits[row] !== 0) this.changed(row as Row); });
  }

  /** Marks rows from now on; `onFirst` is called when the first one is marked after each drain. */
  openLog(onFirst?: () => void): ChangeLog {
    const log = new ChangeLog(this.rows.count, onFirst);
    this.logs.add(log);
    return log;
  }

  closeLog(log: ChangeLog): void {
    this.logs.delete(log);
  }

  private readonly changed = (row: Row): void => {
    for (const log of this.logs) log.mark(row);
  };
}
