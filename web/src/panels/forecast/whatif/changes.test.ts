import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../i18n';
import { assetId } from '../../../wire/brands';
import type { Change } from '../../../wire/forecastWhatIf';
import { changesAt, changeText, newChange, titleOf, withChange } from './changes';

const { t } = createTranslations('zh').global;
const telling = { t: (key: string, named?: Record<string, unknown>) => t(key, named ?? {}) };
const pipe = assetId('town:p1');
const nameOf = (asset: string) => (asset === pipe ? '管段 p1' : asset);

describe('changes of a what-if', () => {
  it('are those that the kind of asset allows', () => {
    expect([changesAt('pipeSegment'), changesAt('pumpStation'), changesAt('rainGauge'), changesAt(null)]).toEqual([['block'], ['pump'], [], []]);
  });

  it('take the place of the same change at the same asset, and stand beside others', () => {
    const blocked = newChange('block', pipe);
    const half: Change = { kind: 'block', asset: pipe, share: 0.5 };
    expect(withChange([blocked, { kind: 'rain', factor: 2 }], half)).toEqual([half, { kind: 'rain', factor: 2 }]);
    expect(withChange([blocked], newChange('block', assetId('town:p2')))).toHaveLength(2);
    expect(withChange([{ kind: 'rain', factor: 2 }], { kind: 'rain', factor: 3 })).toEqual([{ kind: 'rain', factor: 3 }]);
  });

  it('are told in words, and make a title', () => {
    expect(changeText({ kind: 'block', asset: pipe, share: 0.8 }, telling, nameOf)).toBe('堵塞 管段 p1 80%');
    expect(changeText({ kind: 'tank', asset: pipe, areaM2: 500, depthM: 3 }, telling, nameOf)).toBe('管段 p1 增设 1,500 m³');
    expect(titleOf([{ kind: 'rain', factor: 1.5 }, { kind: 'pump', asset: pipe, setting: 0 }], telling, nameOf)).toBe('雨量 ×1.5，停用 管段 p1');
  });
});
