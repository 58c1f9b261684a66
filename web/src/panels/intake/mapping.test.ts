import { describe, expect, it } from 'vitest';
import type { FileInspection, FileProfile } from '../../wire/files';
import { draftOf, fittingProfile, profileOf } from './mapping';
import { columnLetters, refusalsByCell } from './refusals';

const profile: FileProfile = {
  name: 'scada', title: null, encoding: 'auto', delimiter: ',', headerRow: 1, skipRows: 0, layout: 'wide', decimal: '.', thousands: '', empty: ['-'],
  time: { column: 'time', timeOfDay: null, format: 'iso', zone: 'Asia/Shanghai' }, network: 'town', asset: null, assetColumn: null, long: null, provenance: 'measured',
  columns: [{ column: 'Flow', quantity: 'flow', unit: 'MGD', asset: 'town:P1', flag: 'q', minimum: 0, maximum: 10 }],
};
const seen: FileInspection = {
  encoding: 'utf-8', delimiter: ',', headerRow: 1, rows: [], profile, doubts: [],
  columns: ['time', 'flow', 'level', 'x', 'x'].map((heading, i) => ({ column: i + 1, heading, kind: 'number' as const, numbers: 1, texts: 0, examples: [] })),
};

describe('the mapping form', () => {
  it('gives back the profile that it was filled with, with what it does not show', () => {
    const back = profileOf(draftOf(seen, profile));
    expect(back).toEqual({ ...profile, columns: [{ ...profile.columns[0]!, column: 'flow' }] });
  });

  it('refers to columns of one heading by their place', () => {
    expect(draftOf(seen, profile).columns.map((c) => c.ref)).toEqual(['time', 'flow', 'level', '#4', '#5']);
  });

  it('leaves out what has no quantity, and takes what gets one', () => {
    const draft = draftOf(seen, profile);
    draft.columns[1]!.quantity = '';
    draft.columns[2]!.quantity = 'level';
    expect(profileOf(draft).columns).toEqual([{ column: 'level', quantity: 'level', unit: null, asset: null, flag: null, minimum: null, maximum: null }]);
  });

  it('finds the saved profile whose columns the file has', () => {
    const other = { profile: { ...profile, columns: [{ ...profile.columns[0]!, column: 'absent' }] } };
    expect(fittingProfile(seen, [other, { profile }])?.profile).toBe(profile);
    expect(fittingProfile(seen, [other])).toBeNull();
  });
});

describe('refused cells', () => {
  it('are found by row and column, which have letters as in a spreadsheet', () => {
    expect([1, 26, 27, 52, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
    expect(refusalsByCell([{ row: 3, column: 2, heading: 'h', text: 'po', code: 'notANumber', why: '' }]).get('3:2')?.text).toBe('po');
  });
});
