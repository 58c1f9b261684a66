import type { AssetId } from '../wire/brands';
import { levelCode } from '../wire/levels';
import type { Warning } from '../wire/warnings';

/** The newest version known of every warning, by id. Replaced, never changed. */
export type WarningBook = ReadonlyMap<string, Warning>;

export const emptyBook: WarningBook = new Map();

/** Ended warnings stay for the record of the last hours; past this many, those that ended first go. */
export const endedKept = 500;

/** Takes each where its version is higher than what is known. The same book comes back if nothing is new. */
export function foldWarnings(book: WarningBook, upserts: readonly Warning[]): WarningBook {
  const next = new Map(book);
  let changed = false;
  for (const warning of upserts) {
    const known = next.get(warning.id);
    if (known !== undefined && known.version >= warning.version) continue;
    next.set(warning.id, warning);
    changed = true;
  }
  return changed ? trimmed(next) : book;
}

/**
 * Folds in the server's list of all that is open. What was open here when the list was asked for, has not changed since and
 * is not in it, ended while this page was away.
 */
export function foldOpenList(book: WarningBook, open: readonly Warning[], whenAsked: WarningBook): WarningBook {
  const listed = new Set(open.map((w) => w.id));
  const still = new Map([...book].filter(([id, w]) => w.endedAt !== null || listed.has(id) || whenAsked.get(id) !== w));
  const folded = foldWarnings(still, open);
  return folded === still && still.size === book.size ? book : folded;
}

/** What is open, worst first, then longest standing; ties by id, so that the order is stable. */
export function openWarnings(book: WarningBook): readonly Warning[] {
  return [...book.values()]
    .filter((w) => w.endedAt === null)
    .sort((a, b) => levelCode(b.level) - levelCode(a.level) || a.since - b.since || (a.id < b.id ? -1 : 1));
}

/** Warnings that an asset causes or will suffer. */
export function warningsOf(book: WarningBook, asset: AssetId): readonly Warning[] {
  return openWarnings(book).filter((w) => w.asset === asset || w.effects.some((e) => e.asset === asset));
}

function trimmed(book: Map<string, Warning>): WarningBook {
  const ended = [...book.values()].filter((w) => w.endedAt !== null);
  if (ended.length <= endedKept) return book;
  ended.sort((a, b) => a.endedAt! - b.endedAt!);
  for (const warning of ended.slice(0, ended.length - endedKept)) book.delete(warning.id);
  return book;
}
