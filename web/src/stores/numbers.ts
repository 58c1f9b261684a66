import type { Cause } from './causes';

/** Number by warning id. All of one cause share one: on the map it says where something comes from. */
export type Numbers = ReadonlyMap<string, number>;

/**
 * A cause keeps its number while any of it is open, also when what began it ends first; a new one takes the lowest that is free,
 * the oldest first.
 */
export function assignNumbers(held: Numbers, causes: readonly Cause[]): Numbers {
  const byAge = [...causes].sort((a, b) => a.root.since - b.root.since || (a.root.id < b.root.id ? -1 : 1));
  const given = new Map<Cause, number>();
  const taken = new Set<number>();
  const give = (cause: Cause, number: number | undefined) => {
    if (number === undefined || taken.has(number)) return;
    given.set(cause, number);
    taken.add(number);
  };
  for (const cause of byAge) give(cause, held.get(cause.root.id));
  for (const cause of byAge) for (const { id } of cause.related) if (!given.has(cause)) give(cause, held.get(id));
  let free = 1;
  for (const cause of byAge) {
    if (given.has(cause)) continue;
    while (taken.has(free)) free++;
    give(cause, free);
  }
  return new Map(byAge.flatMap((cause) => [cause.root, ...cause.related].map((w) => [w.id, given.get(cause)!] as const)));
}
