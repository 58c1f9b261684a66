import type { Millis } from './brands';
import { columns, type StateColumns } from './live';
import { count, epoch, list, plainObject, shape, text, type Parser } from './parse';
import { warning, type Warning } from './warnings';

/** What changed on the map and in the warnings since the frame before. */
export interface Frame extends StateColumns {
  readonly warnings: readonly Warning[];
}

const frame: Parser<Frame> = (value, at) => {
  const source = plainObject(value, at);
  return { ...columns(source, at), warnings: list(warning)(source.warnings, `${at}.warnings`) };
};

/** Frames of a span of the past. `to` is the time of the last one, which may lie before the end that was asked for. */
export const chunk = shape({ network: text, revision: count, from: epoch, to: epoch, frames: list(frame) });
export type Chunk = ReturnType<typeof chunk>;

/** A span of history asked for; times in Unix ms, the step in seconds. */
export interface Span {
  readonly from: Millis;
  readonly to: Millis;
  readonly stepSeconds: number;
}
