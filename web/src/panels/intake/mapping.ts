import type { FileInspection, FileProfile } from '../../wire/files';

/** One column of a wide file as the form shows it; without a quantity it is left out. */
export interface ColumnDraft { readonly ref: string; readonly heading: string; readonly kind: string; readonly examples: readonly string[]; readonly texts: number; quantity: string; unit: string; asset: string; maximum: string }

/** One name of a long file's quantity column. */
export interface NameDraft { readonly name: string; quantity: string; unit: string; asset: string }

/** A profile as a form holds it: texts, never null. */
export interface Draft {
  layout: 'wide' | 'long';
  timeColumn: string; timeOfDay: string; format: string; zone: string;
  decimal: string; thousands: string; empty: string; asset: string; assetColumn: string;
  columns: ColumnDraft[];
  longQuantity: string; longValue: string; longUnit: string; longFlag: string; names: NameDraft[];
  /** What the form does not show is kept as it was. */
  readonly base: FileProfile;
}

/** The columns of a file by how a profile refers to them: by heading, or by place where two share one. */
export function columnRefs(seen: FileInspection): { ref: string; label: string }[] {
  return seen.columns.map(({ column, heading }) => {
    const twice = seen.columns.filter((c) => c.heading === heading).length > 1;
    return { ref: seen.headerRow === 0 || twice ? `#${column}` : heading, label: heading };
  });
}

/** The form for a file: what the profile says of each of its columns. */
export function draftOf(seen: FileInspection, profile: FileProfile): Draft {
  const refs = columnRefs(seen);
  const lower = (text: string) => text.toLowerCase();
  return {
    layout: profile.layout, timeColumn: profile.time.column, timeOfDay: profile.time.timeOfDay ?? '', format: profile.time.format, zone: profile.time.zone,
    decimal: profile.decimal, thousands: profile.thousands, empty: profile.empty.join(' '), asset: profile.asset ?? '', assetColumn: profile.assetColumn ?? '',
    columns: seen.columns.map((column, i) => {
      const said = profile.columns.find((c) => lower(c.column) === lower(refs[i]!.ref) || c.column === `#${column.column}`);
      return {
        ref: refs[i]!.ref, heading: column.heading, kind: column.kind, examples: column.examples, texts: column.texts,
        quantity: said?.quantity ?? '', unit: said?.unit ?? '', asset: said?.asset ?? '', maximum: String(said?.maximum ?? ''),
      };
    }),
    longQuantity: profile.long?.quantity ?? '', longValue: profile.long?.value ?? '', longUnit: profile.long?.unit ?? '', longFlag: profile.long?.flag ?? '',
    names: Object.entries(profile.long?.names ?? {}).map(([name, meant]) => ({ name, quantity: meant.quantity, unit: meant.unit ?? '', asset: meant.asset ?? '' })),
    base: profile,
  };
}

/** What the form says, as the server takes it. */
export function profileOf(draft: Draft): FileProfile {
  const said = (text: string) => (text.trim() === '' ? null : text.trim());
  const isWide = draft.layout === 'wide';
  return {
    ...draft.base,
    layout: draft.layout,
    time: { column: draft.timeColumn, timeOfDay: said(draft.timeOfDay), format: draft.format.trim(), zone: draft.zone.trim() },
    decimal: draft.decimal, thousands: draft.thousands, empty: draft.empty.split(/\s+/).filter((word) => word !== ''),
    asset: said(draft.asset), assetColumn: said(draft.assetColumn),
    columns: isWide ? draft.columns.filter((c) => c.quantity !== '').map((c) => {
      const before = draft.base.columns.find((b) => b.column.toLowerCase() === c.ref.toLowerCase());
      return { flag: null, minimum: null, ...before, column: c.ref, quantity: c.quantity, unit: said(c.unit), asset: said(c.asset), maximum: said(c.maximum) === null ? null : Number(c.maximum) };
    }) : [],
    long: isWide ? null : {
      quantity: draft.longQuantity, value: draft.longValue, unit: said(draft.longUnit), flag: said(draft.longFlag),
      names: Object.fromEntries(draft.names.filter((n) => n.quantity !== '').map((n) => [n.name, { quantity: n.quantity, unit: said(n.unit), asset: said(n.asset) }])),
    },
  };
}

/** The saved profile whose columns a file has, if there is one: the one that names the most of them. */
export function fittingProfile<P extends { readonly profile: FileProfile }>(seen: FileInspection, saved: readonly P[]): P | null {
  const headings = new Set(seen.columns.map((c) => c.heading.toLowerCase()));
  const fits = saved.map((s) => ({ s, named: namesOf(s.profile) })).filter(({ named }) => named.length > 1 && named.every((n) => headings.has(n.toLowerCase())));
  return fits.sort((a, b) => b.named.length - a.named.length)[0]?.s ?? null;
}

function namesOf(profile: FileProfile): string[] {
  const { time, columns, long } = profile;
  return [time.column, ...(profile.layout === 'wide' ? columns.map((c) => c.column) : [long?.quantity, long?.value])].filter((n): n is string => Boolean(n) && !n!.startsWith('#'));
}
