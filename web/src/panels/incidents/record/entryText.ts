import type { Translate } from '../../../i18n/translate';
import type { IncidentEntry } from '../../../wire/incidents';
import type { Locale } from '../../../stores/settings';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Words in either language, or plain text. */
function told(value: unknown, locale: Locale): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return text((value as Record<string, unknown>)[locale]);
  return text(value);
}

/** What an entry says beside its kind: the words written, the grade, the task and what became of it. Empty where the kind says all. */
export function entryText({ kind, data }: Pick<IncidentEntry, 'kind' | 'data'>, locale: Locale, t: Translate): string {
  const d = data ?? {};
  const said = [told(d.title, locale), text(d.text), text(d.reason), text(d.summary)].filter((part) => part !== '');
  switch (kind) {
    case 'assessed': case 'graded': return [grade(d.grade, t), ...said].join(' · ');
    case 'taskChanged': return [text(d.task), state(d.state ?? d.action, t), ...said].filter(Boolean).join(' · ');
    case 'tasksAdded': return list(d.tasks).map((task) => told((task as Record<string, unknown>).title, locale)).filter(Boolean).join('；');
    case 'commanded': return named(d.person);
    case 'attached': return text(d.name) || text((d.attachment as Record<string, unknown> | undefined)?.name);
    case 'planned': return text(d.plan) || said.join(' · ');
    case 'linked': return text(d.incident);
    default: return said.join(' · ');
  }
}

function named(value: unknown): string {
  const person = (value ?? {}) as Record<string, unknown>;
  return text(person.fullName) || text(person.name);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'object' && v !== null) : []);
const grade = (value: unknown, t: Translate): string => (['I', 'II', 'III', 'IV'].includes(text(value)) ? t(`incidents.grade.${text(value)}`) : t('incidents.grade.none'));
const states = ['open', 'accepted', 'started', 'done', 'refused', 'cancelled'];
const actions = ['accept', 'start', 'progress', 'done', 'refuse', 'reassign', 'cancel', 'reopen'];

function state(value: unknown, t: Translate): string {
  const name = text(value);
  return states.includes(name) ? t(`incidents.state.${name}`) : actions.includes(name) ? t(`incidents.taskAction.${name}`) : '';
}
