import type { alarms as chinese } from './alarms.zh';

/** Words of the page of alarms. */
export const alarms: typeof chinese = {
  title: 'Alarms', waiting: '{n} groups to acknowledge', live: 'Live', lost: 'Cut off since {at}; the list stands as it was', loading: 'Reading alarms', failed: 'Could not be read: {why}.',
  none: 'No alarms', noneHint: 'What needs somebody to act is listed here by its cause: time left to respond, who has taken note, what to do.', views: 'Kinds of alarms', detail: 'Alarm', close: 'Close the alarm',
  tab: { list: 'Alarms', kpis: 'Indicators', definitions: 'Definitions' },
  view: { shown: 'Current', shelved: 'Shelved', suppressed: 'Suppressed by design', outOfService: 'Out of service', ended: 'Ended' },
  empty: { shelved: 'Nothing is shelved.', suppressed: 'Nothing is suppressed by design.', outOfService: 'Nothing is out of service.', ended: 'Nothing has ended yet.' },
  state: { normal: 'Normal', unacknowledged: 'Unacknowledged', acknowledged: 'Acknowledged', returned: 'Over, unacknowledged', shelved: 'Shelved', suppressed: 'Suppressed by design', outOfService: 'Out of service' },
  priority: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' },
  severity: { minor: 'Minor', moderate: 'Moderate', major: 'Major', severe: 'Severe' },
  action: {
    acknowledge: 'Acknowledge', unacknowledge: 'Take back', shelve: 'Shelve', unshelve: 'Unshelve', comment: 'Comment', assign: 'Assign', suppress: 'Suppress by design', unsuppress: 'End suppression', outOfService: 'Out of service', returnToService: 'Return to service',
  },
  change: {
    changed: 'changed', nested: 'grouped', standing: 'stands stale', chattering: 'chattering', escalated: 'escalated', commented: 'commented', assigned: 'assigned to', cleared: 'cleared', raised: 'raised', realarmed: 'called again', unshelved: 'unshelved',
    unsuppressed: 'ended suppression', suppressed: 'suppressed', shelved: 'shelved', returnedToService: 'returned to service', removedFromService: 'took out of service', acknowledged: 'acknowledged', unacknowledged: 'took back',
  },
  by: '{who} · {at}', escalated: 'Escalated to {to}', overdue: '{span} over', over: 'Over', members: '{n} places', nested: '{n} with it', chattering: 'Chattering', stale: 'Stale',
  flood: 'Alarm flood', floodSince: 'since {at}, {n} groups in the last ten minutes. Critical and high first; the rest can be acknowledged by cause.',
  key: { move: 'move' }, soundOn: 'Sound on', soundOff: 'Sound off',
  route: '{name} reporting route', direct: 'direct', device: 'Device {name}', limit: ' (limit {limit})',
  letter: 'State letter of the standard', held: '{who}, {at}: {why}', until: 'Back at {at}, in {span}', back: 'back in {span}', holds: 'Condition holds',
  measured: 'Measured', raised: 'Began', times: '{n} times', respondBy: 'Respond by', reaches: 'Will reach', cause: 'Usual cause', consequence: 'If nobody acts', todo: 'What to do', draft: 'Draft, not yet rationalised by those responsible', onMap: 'Show on the map',
  trail: 'Who did what', noTrail: 'Nobody has acted yet.',
  cancel: 'Cancel', reason: 'Reason', comment: 'Comment (optional)', assignee: 'Assign to (empty takes it back)', condition: 'Condition', suppressHint: 'While it holds, no alarm of this asset whose definition names it calls.', shelveFor: 'For how long', hours: '{n} h', withNested: 'Acknowledge the {n} with it too', enter: 'Enter sends',
  drafts: '{n} are drafts', find: 'Find a definition', comma: ', ', allKinds: 'All kinds', changedBy: 'Changed by {who}', grade: 'From {level} · {priority}',
  kpi: {
    unverified: 'targets not compared with the print', chart: 'Calls', announced: 'Grouped by cause', ungrouped: 'One by one', standing: 'Standing', acceptable: 'acceptable', manageable: 'manageable', floodLine: 'flood',
    most: 'at most {most}', met: 'Met', missed: 'Missed', held: '{n} shelved, suppressed or out of service', waiting: '{n} waiting', ninety: '90 % within {span}, {n} waiting', ofAcknowledged: 'of {n} acknowledged',
    byPriority: 'By priority / target', floods: 'Floods', now: 'now', calls: '{n} calls', worst: 'Ten most frequent', ofAll: '{share} of all', nothing: 'No calls in this span.',
    figure: { average: 'Average in 10 min', peak: 'Most in 10 min', inFlood: 'Time in flood', stale: 'Stale for over a day', chattering: 'Chattering', standing: 'Standing', acknowledged: 'Median to acknowledge', inTime: 'Acknowledged in time' },
  },
  worse: 'Most urgent: {what}',
  seen: 'Acknowledged by {who}',
  form: {
    add: 'New definition', edit: 'Change an alarm definition', change: 'Change', id: 'Id', trigger: 'Raised by: symptom, silence or rule', title: 'Name', grades: 'Levels, consequence and time to respond', respond: 'Time to respond', minutes: 'min at most', makes: '{priority} priority', kinds: 'Kinds of asset (none: all)',
    suppressed: 'Suppressed while', quietly: 'Needs no acknowledgement once over', verified: 'Rationalised by those responsible', source: 'Whose decision it is', missing: '{n} still to fill in: without cause, consequence, action and time to respond there is no alarm', saved: '{id} is saved; the next symptom is judged by it.', needKey: 'Changing alarm definitions needs a key with the scope alarms:write.',
  },
};
