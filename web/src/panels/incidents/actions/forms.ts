import { crossBorders, evidenceKinds, grades, relations, reportTypes, waterSources } from './choices';

/** One field of what an action asks for. `optional` may be left empty. */
export interface FormField {
  readonly key: string;
  readonly type: 'line' | 'area' | 'number' | 'check' | 'choice' | 'checks' | 'lines' | 'costs' | 'person' | 'department' | 'departments' | 'recipients' | 'condition' | 'plan' | 'asset';
  readonly optional?: boolean;
  /** Of a choice: the family of words, and what may be chosen. */
  readonly words?: string;
  readonly options?: readonly string[];
}

const area = (key: string, optional = false): FormField => ({ key, type: 'area', optional });
const choice = (key: string, words: string, options: readonly string[], optional = false): FormField => ({ key, type: 'choice', words, options, optional });
const factFields: readonly FormField[] = [
  ...['deaths', 'poisoned', 'evacuated', 'lossYuan'].map((key) => ({ key, type: 'number', optional: true }) as const),
  choice('waterSource', 'waterSources', waterSources, true), choice('crossBorder', 'crossBorders', crossBorders, true),
];
const grade = choice('grade', 'grade', grades);

/** What each action asks for; one that is not here needs nothing but a yes. */
export const forms: Readonly<Record<string, readonly FormField[]>> = {
  verify: [area('text')],
  dismiss: [area('reason')],
  assess: [grade, area('reason'), ...factFields],
  reportUpward: [choice('type', 'reportType', reportTypes), { key: 'to', type: 'recipients' }, area('text')],
  commander: [{ key: 'person', type: 'person' }],
  respond: [area('text')], update: [area('text')], decide: [area('text')], note: [area('text')], standDown: [area('text')],
  grade: [grade, area('reason')],
  facts: factFields,
  group: [{ key: 'group', type: 'line' }, { key: 'department', type: 'department' }, { key: 'person', type: 'person', optional: true }],
  condition: [{ key: 'condition', type: 'condition' }, { key: 'met', type: 'check' }, { key: 'waived', type: 'check' }, area('text')],
  reopen: [area('reason')],
  review: [area('summary'), area('causes', true), { key: 'costs', type: 'costs', optional: true }, { key: 'lessons', type: 'lines' }, { key: 'improvements', type: 'lines', optional: true }],
  link: [{ key: 'incident', type: 'line' }, choice('relation', 'relations', relations)],
  plan: [{ key: 'plan', type: 'plan' }],
  tasks: [{ key: 'title', type: 'line' }, area('text', true), { key: 'department', type: 'department' }, { key: 'coOwners', type: 'departments', optional: true }, { key: 'dueMinutes', type: 'number', optional: true }, { key: 'evidence', type: 'checks', words: 'evidenceKind', options: evidenceKinds, optional: true }, { key: 'asset', type: 'asset', optional: true }],
  'task.progress': [{ key: 'percent', type: 'number' }, area('text')],
  'task.done': [area('text'), { key: 'measurement', type: 'line', optional: true }],
  'task.refuse': [area('reason')],
  'task.reassign': [{ key: 'department', type: 'department' }, area('reason')],
  'task.cancel': [area('reason')],
  'task.reopen': [area('reason')],
};

/** As typed: text, numbers, flags and lists of names by field. */
export type FormValues = Record<string, string | number | boolean | readonly string[] | undefined>;

const isEmpty = (value: FormValues[string]): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Fields that must still be filled. */
export function missing(fields: readonly FormField[], values: FormValues): readonly string[] {
  return fields.filter((f) => !f.optional && f.type !== 'check' && isEmpty(typeof values[f.key] === 'string' ? (values[f.key] as string).trim() : values[f.key])).map((f) => f.key);
}

/** What is sent for what was typed: nothing for what was left empty, lists for lines, items with yuan for costs, figures under `facts`. */
export function contentOf(action: string, values: FormValues): Record<string, unknown> {
  const fields = forms[action] ?? [];
  const content: Record<string, unknown> = {};
  const figures: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.key];
    if (field.type === 'check') { content[field.key] = value === true; continue; }
    if (isEmpty(value)) continue;
    if (factFields.some((f) => f.key === field.key)) figures[field.key] = value;
    else if (field.type === 'lines') content[field.key] = lines(value as string);
    else if (field.type === 'costs') content[field.key] = costsOf(value as string);
    else content[personKey(action, field.key)] = typeof value === 'string' ? value.trim() : value;
  }
  if (Object.keys(figures).length > 0 || action === 'facts') content.facts = figures;
  if (action === 'verify') content.isReal = true;
  return content;
}

/** A person chosen is the commander's name, or the lead of a group. */
const personKey = (action: string, key: string): string => (key !== 'person' ? key : action === 'group' ? 'lead' : 'name');
const lines = (text: string): string[] => text.split('\n').map((l) => l.trim()).filter((l) => l !== '');

/** One cost a line, its yuan last: `抽排车 2 台 3,600`. A line without a figure costs nothing yet. */
export function costsOf(text: string): { item: string; yuan: number }[] {
  return lines(text).map((line) => {
    const [, item, figure] = /^(.*?)[\s:：]*([\d,]+(?:\.\d+)?)\s*元?$/.exec(line) ?? [];
    return figure === undefined || item === '' ? { item: line, yuan: 0 } : { item: item!, yuan: Number(figure.replaceAll(',', '')) };
  });
}
