import { millis } from '../../wire/brands';
import { quantityByName } from '../../wire/quantities';
import type { LiveNetwork } from '../../live/network';

const level = quantityByName('level')!.code;
const flow = quantityByName('flow')!.code;

/** Random readings for random assets. Most change a value; one in ten changes a level, so that something is to be drawn. */
export class Traffic {
  constructor(private readonly live: LiveNetwork, private readonly random: () => number) {}

  /** Gives a share of all assets a first value, and a few a level. */
  fill(share: number, now: number): void {
    this.send(Math.floor(this.live.rows.count * share), now, 0.004);
  }

  /** `count` changes at once, as one batch of the wire. */
  send(count: number, now: number, troubled = 0.1): void {
    const { rows } = this.live;
    const pick = Array.from({ length: count }, () => Math.floor(this.random() * rows.count));
    this.live.apply({
      at: millis(now),
      key: Uint32Array.from(pick, (row) => rows.keyOf(row as never)),
      state: Uint8Array.from(pick, () => (this.random() < troubled ? Math.floor(this.random() * 5) : 0) | (this.random() < 0.01 ? 8 : 0) | (this.random() < 0.02 ? 16 : 0)),
      quantity: Uint16Array.from(pick, (row) => (rows.linkIndex(row as never) >= 0 ? flow : level)),
      value: Float64Array.from(pick, () => this.random() * 4 - 0.2),
      fill: Int16Array.from(pick, () => Math.floor(this.random() * 1_150)),
    });
  }
}
