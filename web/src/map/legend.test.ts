import { describe, expect, it } from 'vitest';
import { LiveNetwork } from '../live/network';
import { geometryOf } from '../testing/geometry';
import { seeded } from '../testing/seeded';
import { themes, type ThemeName } from '../theme/tokens';
import type { LayerSwitches, PipeStyle } from './contract';
import { syntheticNetwork } from './lab/city';
import { Traffic } from './lab/traffic';
import { legendOf } from './legend';
import { levelOfDetail } from './network/lod';
import { fillBin, fillBins, lookOf, lookTable } from './network/looks';
import { NetworkScene } from './network/scene';
import { WidthTable } from './network/widths';

const layers: LayerSwitches = { pipes: true, symbols: true, warnings: true, labels: true, districts: true, graticule: true, tiles: true };
const live = new LiveNetwork(syntheticNetwork(3_000, 1));
new Traffic(live, seeded(2)).send(20_000, 0, 0.3);
const scene = new NetworkScene(live);
const drawnAs = (style: PipeStyle, theme: ThemeName) => {
  const cuts = levelOfDetail(scene);
  return { style, table: lookTable(style, themes[theme]), widths: new WidthTable(scene.geometry, cuts), cuts };
};

describe.each<PipeStyle>(['class', 'fill', 'level', 'expected'])('the legend of style %s', (style) => {
  it.each<ThemeName>(['night', 'day'])('names every colour and dash on the %s map, and no colour twice', (theme) => {
    const drawn = drawnAs(style, theme);
    const legend = legendOf(scene.geometry, drawn, theme, 18, layers);
    const colors = new Map(legend.pipes.filter((p) => p.key !== 'stale' && p.key !== 'estimated').map((p) => [p.color, p.key]));
    const dashes = new Set(legend.pipes.map((p) => p.dash.join()));
    const used = new Set<string>();
    for (let link = 0; link < scene.geometry.linkCount; link++) {
      const look = drawn.table[lookOf(live, link, style)]!;
      expect(colors.get(look.color)).toBe(look.key);
      expect(dashes.has(look.dash.join())).toBe(true);
      used.add(look.key);
    }
    expect(new Set(colors.values())).toEqual(used);
    expect(colors.size).toBe(legend.pipes.length - (style === 'expected' ? 0 : 2));
  });
});

describe('the legend', () => {
  it('leaves out classes that the network lacks or the zoom hides', () => {
    const town = new NetworkScene(new LiveNetwork(geometryOf([{ at: [10, 50] }, { at: [10.01, 50] }], [{ ends: [0, 1], pipeClass: 'storm' }])));
    const cuts = levelOfDetail(town);
    const drawn = { style: 'class' as const, table: lookTable('class', themes.night), widths: new WidthTable(town.geometry, cuts), cuts };
    const keys = legendOf(town.geometry, drawn, 'night', 15, layers).pipes.map((p) => p.key).filter((key) => key.startsWith('class.'));
    expect(keys).toEqual(['class.storm']);
  });

  it('says below which diameter pipes are left out', () => {
    const drawn = drawnAs('class', 'night');
    expect(legendOf(scene.geometry, drawn, 'night', 9, layers).hiddenBelowMm).toBe(drawn.cuts[9]);
    expect(legendOf(scene.geometry, drawn, 'night', 18, layers).hiddenBelowMm).toBe(0);
  });

  it('is empty of layers that are off', () => {
    const legend = legendOf(scene.geometry, drawnAs('class', 'night'), 'night', 18, { ...layers, pipes: false, symbols: false });
    expect([legend.pipes, legend.symbols]).toEqual([[], []]);
  });

  it('tells kinds only at zooms that show them', () => {
    const kinds = (zoom: number) => legendOf(scene.geometry, drawnAs('class', 'night'), 'night', zoom, layers).symbols.map((s) => s.kind);
    expect(kinds(9)).not.toContain('drainer');
    expect(kinds(9)).toContain('treatmentPlant');
    expect(kinds(16)).toEqual(expect.arrayContaining(['drainer', 'manhole']));
  });

  it('has ranges that meet and leave nothing out', () => {
    const ranges = legendOf(scene.geometry, drawnAs('fill', 'night'), 'night', 18, layers).pipes.flatMap((p) => (p.range === null ? [] : [p.range]));
    expect(ranges.map(([low]) => low)).toEqual([...fillBins]);
    ranges.forEach(([low, high], i) => {
      expect(fillBin(low)).toBe(i + 1);
      expect(high).toBe(ranges[i + 1]?.[0] ?? Infinity);
    });
    expect(fillBin(-1)).toBe(0);
  });
});

it('no theme paints a class or a fill ratio in the colour of a level', () => {
  for (const theme of ['night', 'day'] as const) {
    const { blue, yellow, orange, red } = themes[theme];
    for (const style of ['class', 'fill'] as const) {
      for (const look of lookTable(style, themes[theme])) {
        if (look !== null && !look.key.startsWith('level.')) expect([blue, yellow, orange, red]).not.toContain(look.color);
      }
    }
  }
});
