import type { Row } from '../wire/brands';
import type { Geometry } from '../wire/geometry';
import type { StateChanges, StateSnapshot } from '../wire/live';
import { ChangeLog } from './changeLog';
import { Rows } from './rows';
import { emptyState, foldChanges, foldSnapshot, forgetVersions, type LiveState } from './state';

/** One network as it lives: its shape, its state by row, and who wants to know what changed. */
export class LiveNetwork {
  readonly rows: Rows;
  readonly state: LiveState;
  private readonly logs = new Set<ChangeLog>();
  private outOfTouch = false;

  constructor(readonly geometry: Geometry) {
    this.rows = new Rows(geometry);
    this.state = emptyState(this.rows.count);
  }

  apply(batch: StateChanges): void {
    foldChanges(this.state, this.rows, batch, this.changed);
  }

  applySnapshot(snapshot: StateSnapshot): void {
    foldSnapshot(this.state, this.rows, snapshot, this.changed);
  }

  /** To be called on every new connection, before its first snapshot. */
  beginConnection(): void {
    forgetVersions(this.state);
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
