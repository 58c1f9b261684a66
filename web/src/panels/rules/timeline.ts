import type { Trial } from '../../wire/rules';

type Raise = Trial['items'][number];

/** The assets with most raises, each with its own. */
export function lanes(trial: Trial, most: number): readonly { readonly asset: string; readonly name: string; readonly raises: readonly Raise[] }[] {
  const byAsset = new Map<string, Raise[]>();
  for (const raise of trial.items) {
    const own = byAsset.get(raise.asset);
    if (own) own.push(raise); else byAsset.set(raise.asset, [raise]);
  }
  return [...byAsset].sort((a, b) => b[1].length - a[1].length).slice(0, most).map(([asset, raises]) => ({ asset, name: raises[0]!.name ?? asset, raises }));
}

/** Raises a day, in equal spans of the period, at most so many; by when they began. */
export function daily(trial: Trial, most: number): readonly { readonly from: number; readonly to: number; readonly count: number }[] {
  const day = 86_400_000;
  const spans = Math.max(1, Math.min(most, Math.ceil((trial.to - trial.from) / day)));
  const length = (trial.to - trial.from) / spans;
  const counts = new Array<number>(spans).fill(0);
  // What began before the period counts at its start.
  for (const { start } of trial.items) counts[Math.min(spans - 1, Math.max(0, Math.floor((start - trial.from) / length)))]! += 1;
  return counts.map((n, i) => ({ from: trial.from + i * length, to: trial.from + (i + 1) * length, count: n / (length / day) }));
}

/** `11-22`, local. */
export function monthAndDay(at: number): string {
  const time = new Date(at);
  return `${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`;
}
