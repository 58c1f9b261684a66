import type { FileReport, Refusal } from '../../wire/files';

/** What is wrong with a cell, by where it stands: `row:column`. */
export function refusalsByCell(refused: readonly Refusal[]): ReadonlyMap<string, Refusal> {
  return new Map(refused.map((r) => [`${r.row}:${r.column}`, r]));
}

/** The rows worth showing: all of them, or only those with a refusal. */
export function rowsToShow(report: FileReport, onlyRefused: boolean): FileReport['shownRows'] {
  if (!onlyRefused) return report.shownRows;
  const rows = new Set(report.refused.filter((r) => r.column > 0).map((r) => r.row));
  return report.shownRows.filter((r) => rows.has(r.row));
}

const ofColumns = new Set(['sameSeries', 'missingColumn']);

/** The reasons why cells are refused, the most frequent first; those of whole columns are told one by one. */
export function reasons(report: FileReport): readonly (readonly [code: string, count: number])[] {
  return Object.entries(report.refusedByCode).filter(([code]) => !ofColumns.has(code)).sort((a, b) => b[1] - a[1]);
}

/** Columns as a spreadsheet names them: A, B, … Z, AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
