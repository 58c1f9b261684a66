import { quantityByCode } from '../../wire/quantities';
import type { AssetKind } from '../../wire/kinds';
import type { Millis } from '../../wire/brands';
import type { Hit, HoverText, Language } from '../contract';

/** Kinds in words; the page's own dictionary has the same ones for its panels. */
const kindWords: Readonly<Record<AssetKind, readonly [zh: string, en: string]>> = {
  manhole: ['检查井', 'Manhole'],
  pipeSegment: ['管段', 'Pipe'],
  pumpStation: ['泵站', 'Pump station'],
  weir: ['溢流堰', 'Weir'],
  orifice: ['孔口', 'Orifice'],
  outlet: ['出流口', 'Outlet'],
  storageTank: ['调蓄池', 'Storage tank'],
  treatmentPlant: ['污水处理厂', 'Treatment plant'],
  reclaimedPlant: ['再生水厂', 'Reclaimed plant'],
  reuseIntake: ['再生水取水口', 'Reuse intake'],
  drainer: ['排水户', 'Drainer'],
  outfall: ['排放口', 'Outfall'],
  rainGauge: ['雨量站', 'Rain gauge'],
  riverSection: ['河段', 'River section'],
  riverNode: ['河流节点', 'River node'],
  valve: ['阀门', 'Valve'],
};

export function kindWord(kind: AssetKind | null, language: Language): string {
  if (kind === null) return language === 'zh' ? '资产' : 'Asset';
  return kindWords[kind][language === 'zh' ? 0 : 1];
}

/** The map's own words for what is under the pointer: name, one value with its unit, its age. */
export function describeHit(hit: Hit, language: Language, now: Millis | null): HoverText {
  const zh = language === 'zh';
  switch (hit.type) {
    case 'cluster':
      return { title: zh ? `${hit.count} 处设施` : `${hit.count} assets`, value: '', age: zh ? '点击放大' : 'Click to zoom in' };
    case 'warning':
      return { title: hit.warning.assetName ?? hit.warning.asset, value: '', age: '' };
    case 'asset': {
      const title = hit.name ?? `${kindWord(hit.kind, language)}${hit.id === null ? '' : ` ${hit.id.slice(hit.id.indexOf(':') + 1)}`}`;
      if (hit.reading === null) return { title, value: '', age: zh ? '无监测' : 'Not monitored' };
      const age = now === null || hit.reading.at === null ? '' : ageWords(now - hit.reading.at, language);
      const stale = hit.stale ? (zh ? '数据过期 · ' : 'Stale · ') : '';
      return { title, value: valueWords(hit.reading.quantity, hit.reading.value, language), age: stale + age };
    }
  }
}

/** `液位 3.42 m`: name, three significant digits, unit. */
export function valueWords(code: number, value: number, language: Language): string {
  const quantity = quantityByCode(code);
  if (quantity === null) return significant(value);
  const zh = language === 'zh';
  const name = zh ? quantity.zh : quantity.en;
  if (quantity.name === 'running') return value > 0 ? (zh ? '运行中' : 'Running') : zh ? '停止' : 'Stopped';
  if (quantity.name === 'tripped') return value > 0 ? (zh ? '跳闸' : 'Tripped') : zh ? '正常' : 'Normal';
  const [shown, unit] = displayed(value, quantity.unit);
  return `${name} ${significant(shown)}${unit === '' ? '' : ` ${unit}`}`;
}

export function ageWords(ms: number, language: Language): string {
  const zh = language === 'zh';
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 90) return zh ? `${seconds} 秒前` : `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return zh ? `${minutes} 分钟前` : `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return zh ? `${hours} 小时前` : `${hours} h ago`;
  const days = Math.round(hours / 24);
  return zh ? `${days} 天前` : `${days} d ago`;
}

/** Three significant digits, never an exponent, no more than a whole number needs. */
export function significant(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(digits);
}

/** From the canonical unit to the one that people read. */
function displayed(value: number, unit: string): readonly [number, string] {
  switch (unit) {
    case '1': return [value, ''];
    case 'm3/s': return Math.abs(value) < 0.1 ? [value * 1_000, 'L/s'] : [value, 'm³/s'];
    case 'm3': return [value, 'm³'];
    case 'Pa': return [value / 1_000, 'kPa'];
    case 'W': return [value / 1_000, 'kW'];
    case 'degC': return [value, '°C'];
    case 'uS/cm': return [value, 'µS/cm'];
    case 'pH': return [value, ''];
    default: return [value, unit];
  }
}
