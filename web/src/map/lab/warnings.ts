import { idOf, millis, type Millis } from '../../wire/brands';
import { levels } from '../../wire/levels';
import type { Warning } from '../../wire/warnings';
import type { Geometry } from '../../wire/geometry';
import type { ListedWarning } from '../contract';

/** Local ids in the lab are an asset's key. */
export const localOf = (key: number): string => `A${key}`;

/** Warnings that start at random nodes and travel down the pipes, a step a minute, some of it already behind them. */
export function travellingWarnings(geometry: Geometry, count: number, steps: number, now: Millis, random: () => number): readonly ListedWarning[] {
  const downstream = new Int32Array(geometry.nodeCount).fill(-1);
  for (let link = 0; link < geometry.linkCount; link++) downstream[geometry.linkFrom[link]!] = link;
  return Array.from({ length: count }, (_, i) => {
    const level = levels[4 - (i % 4)]!;
    const start = Math.floor(random() * geometry.nodeCount);
    const since = millis(now - (0.3 + random() * 0.4) * steps * 60_000);
    const nodeId = (node: number) => idOf('lab', localOf(geometry.nodeKey[node]!));
    const path = [nodeId(start)];
    const effects: Warning['effects'][number][] = [];
    for (let node = start, step = 1; step <= steps && downstream[node] !== -1; step++) {
      const link = downstream[node]!;
      node = geometry.linkTo[link]!;
      path.push(idOf('lab', localOf(geometry.linkKey[link]!)), nodeId(node));
      if (step % Math.ceil(steps / 3) !== 0 && step !== steps) continue;
      const firstAt = millis(since + step * 60_000);
      effects.push({
        asset: nodeId(node), name: null, kind: 'manhole', direction: 'downstream', level, quantity: 'level', value: 3.2, firstAt, peakAt: millis(firstAt + 600_000), path: [...path],
      });
    }
    const warning: Warning = {
      id: `w${i}`, version: 1, network: 'lab', catchment: 'lab:end', kind: 'overflow', level, asset: nodeId(start), assetName: null, assetKind: 'manhole',
      quantity: 'level', unit: 'm', value: 4.2, limit: 4, since, knownAt: since, endedAt: null,
      position: [geometry.nodeLon[start]! / 1e7, geometry.nodeLat[start]! / 1e7], path, effects, probability: null, expectedAt: null, earliestAt: null, suppliedBy: null,
    };
    return { warning, number: i + 1, acknowledged: i > 1 };
  });
}
