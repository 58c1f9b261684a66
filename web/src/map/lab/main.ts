import './lab.css';
import { millis } from '../../wire/brands';
import type { Geometry } from '../../wire/geometry';
import type { Label } from '../../wire/assets';
import { kindOf } from '../../wire/kinds';
import { LiveNetwork } from '../../live/network';
import { createMap, kindWord, type PipeStyle } from '../index';
import { seeded } from '../../testing/seeded';
import { syntheticNetwork } from './city';
import { syntheticGround } from './ground';
import { controls } from './panel';
import { symbolSheet } from './sheet';
import { Traffic } from './traffic';
import { pan, watch } from './trials';
import { localOf, travellingWarnings } from './warnings';

/**
 * Draws a made-up network and lets it change: `map-lab.html?pipes=100000&changes=1000&warnings=6&theme=day&style=fill&seed=7`.
 * Everything on it is also at `window.lab`, for a script that measures.
 */
const asked = new URLSearchParams(location.search);
const amount = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);
const element = document.getElementById('app')!;
const theme = asked.get('theme') === 'day' ? 'day' : 'night';

if (asked.has('sheet')) symbolSheet(element, theme, amount('scale', 2));
else run();

function run() {
  const random = seeded(amount('seed', 7));
  const live = new LiveNetwork(syntheticNetwork(amount('pipes', 100_000), amount('seed', 7)));
  const startedAt = Date.now();
  const now = () => millis(startedAt + performance.now());

  const map = createMap(element, { theme, language: asked.get('language') === 'en' ? 'en' : 'zh', now });
  const traffic = new Traffic(live, random);
  traffic.fill(0.3, now());
  map.setNetwork(live);
  map.setStyle((asked.get('style') ?? 'class') as PipeStyle);
  map.setBase(syntheticGround(live.geometry));
  map.setLabels(labelsOf(live.geometry));
  map.setWarnings(travellingWarnings(live.geometry, amount('warnings', 6), 60, now(), random));

  const state = { changesPerSecond: amount('changes', 0) };
  const tickMs = 50;
  setInterval(() => {
    if (state.changesPerSecond > 0) traffic.send(Math.round((state.changesPerSecond * tickMs) / 1_000), now());
  }, tickMs);

  const lab = { map, live, state, traffic, watch: (seconds: number) => watch(map, seconds), pan: (seconds: number, px?: number) => pan(map, element, seconds, px) };
  if (asked.get('panel') !== 'off') controls(document.body, lab);
  Object.assign(window, { lab });
  return lab;
}

export type Lab = ReturnType<typeof run>;

function labelsOf(g: Geometry): { nodes: Label[]; links: Label[]; points: Label[] } {
  const label = (keys: Uint32Array, kinds: Uint8Array) => Array.from(keys, (key, i): Label => {
    const kind = kindOf(kinds[i]!);
    return { local: localOf(key), name: kind === 'manhole' || kind === 'pipeSegment' ? null : `${key % 97} 号${kindWord(kind, 'zh')}` };
  });
  return { nodes: label(g.nodeKey, g.nodeKind), links: label(g.linkKey, g.linkKind), points: label(g.pointKey, g.pointKind) };
}
