import type { Row } from '../../wire/brands';
import { levels, stateBits, type Level } from '../../wire/levels';
import type { LiveNetwork } from '../../live/network';
import type { Face } from './atlas';
import type { Gathered } from './gather';

/** What a symbol shows now: of several, the worst level inside; old only if all that is known of it is old. */
export function faceOf(live: LiveNetwork, group: Gathered): Face {
  let worst = 0;
  let known = 0;
  let stale = 0;
  let bits = 0;
  for (const row of group.rows) {
    bits = live.state.bits[row]!;
    worst = Math.max(worst, bits & stateBits.level);
    if (!isKnown(live, row)) continue;
    known++;
    if (live.isOutOfTouch || (bits & stateBits.stale) !== 0) stale++;
  }
  const alone = group.rows.length === 1;
  return {
    kind: alone ? group.kind : null,
    level: levels[worst] ?? ('red' satisfies Level),
    stale: known > 0 && stale === known,
    estimated: alone && (bits & stateBits.estimated) !== 0,
    coming: alone && (bits & stateBits.effectComing) !== 0,
  };
}

export function sameFace(a: Face, b: Face): boolean {
  return a.kind === b.kind && a.level === b.level && a.stale === b.stale && a.estimated === b.estimated && a.coming === b.coming;
}

function isKnown(live: LiveNetwork, row: Row): boolean {
  return live.state.quantity[row] !== 0 || live.state.bits[row] !== 0;
}
