import type { Row } from '../wire/brands';

/** Which rows changed since someone last looked. Each once, however often it changed, so its size is bounded by the network's. */
export class ChangeLog {
  private readonly rows: Uint32Array;
  private readonly noted: Uint8Array;
  private length = 0;

  constructor(rowCount: number, private readonly onFirst: () => void = () => {}) {
    this.rows = new Uint32Array(rowCount);
    this.noted = new Uint8Array(rowCount);
  }

  mark(row: Row): void {
    if (this.noted[row] !== 0) return;
    this.noted[row] = 1;
    this.rows[this.length++] = row;
    if (this.length === 1) this.onFirst();
  }

  get size(): number {
    return this.length;
  }

  /** The rows in the order first marked, and an empty log. The array is valid until the next mark. */
  drain(): Uint32Array {
    const drained = this.rows.subarray(0, this.length);
    for (const row of drained) this.noted[row] = 0;
    this.length = 0;
    return drained;
  }
}
