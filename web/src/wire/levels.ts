import { oneOf } from './parse';

/** Operational warning levels, mildest first; the index is the number on the live wire. */
export const levels = ['none', 'blue', 'yellow', 'orange', 'red'] as const;
export type Level = (typeof levels)[number];

export const level = oneOf(...levels);

export function levelCode(name: Level): number {
  return levels.indexOf(name);
}

/** What the live wire packs into one byte. */
export const stateBits = { level: 0b111, stale: 1 << 3, estimated: 1 << 4, effectComing: 1 << 5 } as const;
