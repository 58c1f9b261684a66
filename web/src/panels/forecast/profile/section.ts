import type { Profile } from '../../../wire/forecastProfile';

/** Where things lie on the screen: metres along the way and above datum to px. */
export interface SectionScale {
  readonly x: (distanceM: number) => number;
  readonly y: (levelM: number) => number;
  readonly bottom: number;
  readonly low: number;
  readonly high: number;
}

export type Heads = readonly (number | null)[];

/** All that the section shows, with a little air; water of every time included, so that nothing moves while the slider does. */
export function sectionScale(profile: Profile, width: number, height: number): SectionScale {
  let [low, high] = [Infinity, -Infinity];
  const take = (level: number | null) => { if (level !== null) { low = Math.min(low, level); high = Math.max(high, level); } };
  for (const { invertM, groundM, measured } of profile.stations) { take(invertM); take(groundM); take(measured); }
  for (const { invertFromM, invertToM, heightM } of profile.links) { take(invertFromM); take(invertToM); take(invertFromM + heightM); take(invertToM + heightM); }
  for (const rows of [profile.head, profile.p90]) for (const row of rows ?? []) row.forEach(take);
  if (low > high) [low, high] = [0, 1];
  const air = Math.max(0.3, (high - low) * 0.06);
  [low, high] = [low - air, high + air];
  const length = Math.max(1e-6, (profile.stations.at(-1)?.distanceM ?? 1) - (profile.stations[0]?.distanceM ?? 0));
  const start = profile.stations[0]?.distanceM ?? 0;
  return { x: (d) => round(((d - start) / length) * width), y: (level) => round(height - ((level - low) / (high - low)) * height), bottom: height, low, high };
}

/** The line of the ground; where it is not known, from known to known. */
export function groundPath({ stations }: Profile, { x, y }: SectionScale): string {
  return stations.filter(({ groundM }) => groundM !== null).map(({ distanceM, groundM }, i) => `${i === 0 ? 'M' : 'L'}${x(distanceM)} ${y(groundM!)}`).join('');
}

/** A pipe's wall: inverts and crowns as one outline. */
export function pipeOutline(profile: Profile, link: Profile['links'][number], { x, y }: SectionScale): string {
  const [from, to] = [x(profile.stations[link.fromStation]!.distanceM), x(profile.stations[link.toStation]!.distanceM)];
  return `M${from} ${y(link.invertFromM + link.heightM)}L${to} ${y(link.invertToM + link.heightM)}L${to} ${y(link.invertToM)}L${from} ${y(link.invertFromM)}Z`;
}

export const isLift = ({ kind }: Profile['links'][number]): boolean => kind === 'pumpStation';

/** Water within a pipe: from its invert to the water or its crown, whichever is lower; null where nothing is known or it is dry. */
export function waterOutline(profile: Profile, link: Profile['links'][number], heads: Heads, { x, y }: SectionScale): string | null {
  if (isLift(link)) return null;
  const [a, b] = [heads[link.fromStation] ?? null, heads[link.toStation] ?? null];
  if (a === null || b === null) return null;
  const level = (head: number, invert: number) => Math.min(invert + link.heightM, Math.max(invert, head));
  const [top, end] = [level(a, link.invertFromM), level(b, link.invertToM)];
  if (top - link.invertFromM < 0.002 && end - link.invertToM < 0.002) return null;
  const [from, to] = [x(profile.stations[link.fromStation]!.distanceM), x(profile.stations[link.toStation]!.distanceM)];
  return `M${from} ${y(top)}L${to} ${y(end)}L${to} ${y(link.invertToM)}L${from} ${y(link.invertFromM)}Z`;
}

/** The water's head along the way, broken where it is not known and where a pump lifts it. */
export function headPath(profile: Profile, heads: Heads, { x, y }: SectionScale): string {
  const lifted = new Set(profile.links.filter(isLift).map((link) => Math.max(link.fromStation, link.toStation)));
  let path = '';
  let drawing = false;
  profile.stations.forEach(({ distanceM }, i) => {
    const head = heads[i] ?? null;
    if (head === null) { drawing = false; return; }
    path += `${drawing && !lifted.has(i) ? 'L' : 'M'}${x(distanceM)} ${y(head)}`;
    drawing = true;
  });
  return path;
}

/** Between the 10th and the 90th percentile. */
export function spreadPath(profile: Profile, low: Heads | null, high: Heads | null, { x, y }: SectionScale): string {
  if (low === null || high === null) return '';
  const runs: number[][] = [[]];
  profile.stations.forEach((_, i) => { if ((low[i] ?? null) === null || (high[i] ?? null) === null) runs.push([]); else runs.at(-1)!.push(i); });
  const at = (i: number, heads: Heads) => `${x(profile.stations[i]!.distanceM)} ${y(heads[i]!)}`;
  return runs.filter((run) => run.length > 1).map((run) => `M${run.map((i) => at(i, high)).join('L')}L${[...run].reverse().map((i) => at(i, low)).join('L')}Z`).join('');
}

/** What is to be read at a station: depth over its invert, and what is left to the ground (negative where it runs over). */
export function reading(station: Profile['stations'][number], head: number | null): { readonly depth: number | null; readonly freeboard: number | null } {
  if (head === null) return { depth: null, freeboard: null };
  return { depth: Math.max(0, head - station.invertM), freeboard: station.groundM === null ? null : station.groundM - head };
}

/** The crowns that no pipe of the way leaves uncovered at a station: whether water there is above all of them. */
export function isSurcharged(profile: Profile, index: number, head: number | null): boolean {
  if (head === null) return false;
  const crowns = profile.links.flatMap((link) => (isLift(link) ? [] : link.fromStation === index ? [link.invertFromM + link.heightM] : link.toStation === index ? [link.invertToM + link.heightM] : []));
  return crowns.length > 0 && head > Math.max(...crowns) + 0.01;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
