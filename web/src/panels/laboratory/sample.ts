import type { LabSample, SampleEntry } from '../../wire/laboratory';
import { quantityByName } from '../../wire/quantities';
import { fieldMinute } from '../intake/localTime';

export interface ResultDraft { quantity: string; value: string; unit: string; method: string }

/** An entry as the form holds it; `at` is local, as `2026-11-22T06:40`. */
export interface SampleDraft { asset: string; at: string; point: string; sampler: string; method: string; comment: string; results: ResultDraft[] }

/** What a plant's laboratory measures every day. */
const daily = ['cod', 'bod5', 'ss', 'nh3n', 'tn', 'tp', 'ph'];

export const unitOf = (quantity: string): string => {
  const unit = quantityByName(quantity)?.unit ?? '';
  return unit === '1' || unit === 'pH' ? '' : unit;
};

export const blankResult = (quantity = ''): ResultDraft => ({ quantity, value: '', unit: unitOf(quantity), method: '' });

/** An empty form; what stays the same from one sample to the next is kept. */
export function blankSample(kept: Partial<Pick<SampleDraft, 'asset' | 'point' | 'sampler' | 'at'>> = {}): SampleDraft {
  return { asset: '', at: '', point: '', sampler: '', method: '', comment: '', ...kept, results: daily.map((q) => blankResult(q)) };
}

/** The form for the correction of a sample. */
export function draftOfSample(sample: LabSample): SampleDraft {
  return {
    asset: sample.asset, at: fieldMinute(sample.at), point: sample.point, sampler: sample.sampler, method: sample.method, comment: sample.comment,
    results: sample.results.map((r) => ({ quantity: r.quantity, value: `${r.belowDetection ? '<' : ''}${r.value}`, unit: r.unit, method: r.method ?? '' })),
  };
}

/** The limit where a value is given as below it, else null. */
export function detectionLimit(value: string): string | null {
  return /^\s*[<＜≤]\s*=?\s*([\d.]+)\s*$/.exec(value)?.[1] ?? null;
}

/** What is sent: rows without a value are left out. A correction keeps the sample's own time to the millisecond. */
export function entryOf(draft: SampleDraft, corrected: LabSample | null): SampleEntry {
  return {
    asset: draft.asset, at: corrected?.at ?? new Date(draft.at).toISOString(), point: draft.point, sampler: draft.sampler, method: draft.method, comment: draft.comment,
    results: filled(draft).map((r) => ({ ...r, value: r.value.trim() })),
  };
}

export const filled = (draft: SampleDraft): readonly ResultDraft[] => draft.results.filter((r) => r.quantity !== '' && r.value.trim() !== '');

/** Whether the form says enough to be sent; the server judges the rest. */
export const isComplete = (draft: SampleDraft): boolean => draft.asset !== '' && draft.at !== '' && draft.sampler.trim() !== '' && filled(draft).length > 0;
