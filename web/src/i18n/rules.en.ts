/** Words of the page of rules and of the advice card. */
export const rules = {
  title: 'Rules', total: '{n} rules, {armed} armed', search: 'Id, name or condition', loading: 'Reading the rules', failed: 'The rules could not be read: {why}.', none: 'No rule fits.',
  all: 'All', armedOnly: 'Armed only', add: 'New rule', copy: 'Copy', close: 'Close', choose: 'Choose a rule on the left to see its conditions, causes and trial.',
  families: { plant: 'Treatment plants', network: 'Sewers and pumps', reuse: 'Reclaimed water', sludge: 'Sludge', own: 'Own' },
  armed: 'Armed', disarmed: 'Not armed', arm: 'Arm', disarm: 'Disarm', open: 'holds at {n}', changed: 'changed', version: 'version {n}',
  id: 'Id', name: 'Chinese name', nameEn: 'English name', kinds: 'Kinds of asset', when: 'Condition', level: 'Level', addStep: 'Add a level', removeStep: 'Remove this level', clear: 'Clears while (optional)', raiseAfter: 'Raise after', clearAfter: 'Clear after', fresh: 'Readings stay fresh for (optional)',
  ok: 'The condition is right', checking: 'Checking', replace: 'Change to “{text}”', fix: '{n} to mend',
  causes: 'Likely causes', signs: 'What tells them apart', byEye: 'someone has to look', actions: 'Actions', within: 'within {span}', numbers: 'Where the numbers come from', verified: 'verified', unverified: 'not verified',
  try: 'Try on history', tryPeriod: 'Last', days: '{n} days', tryAsset: 'One asset only (optional)', run: 'Try', running: 'Trying', stop: 'Stop', tryFailed: 'The trial failed: {why}.',
  result: 'It would have raised {n} times, {perDay} a day; {assets} assets and {readings} readings were looked at.', cut: 'Time was up after {assets} of {all} assets.', noRaise: 'It would not have raised in this period.', raises: 'What it would have raised', lasted: 'for {span}', still: 'still holds', perDayAxis: 'raises a day', timeline: 'When it held, by asset',
  history: 'Versions', what: { book: 'as in the book', create: 'created', change: 'changed', arm: 'armed', disarm: 'disarmed', remove: 'removed' }, reason: 'Reason for the change', save: 'Save', saving: 'Saving', saveFailed: 'It could not be saved: {why}.', restore: 'Take this version', remove: 'Remove', removeSure: 'Remove the rule “{name}”? What it says now ends; its versions stay.', removeYes: 'Remove it',
  needKey: 'Changing, arming and disarming rules needs a key with the scope rules:write.', live: 'At this asset', liveAsset: 'Asset id or name', noLive: 'The asset reports nothing that the conditions name.', hint: 'Names appear as you type; ↑↓ choose, Enter takes one',
  advice: 'Expert advice', raised: 'raised', holds: 'holds now (not armed)', evidence: 'Evidence', likely: 'Likely causes', next: 'What to look at next', nextWhy: 'takes away about {bit} bit of doubt', do: 'Actions', since: 'since {at}', more: '{n} more', rule: 'rule {id}',
  gist: 'Most likely: {cause} ({share} %)', gistNext: 'Look first: {sign}',
  weightHint: 'Only the ratios of weights count. For each sign: how often it shows where each cause is at work; empty counts as every other time.', weight: 'Weight', inChinese: 'Chinese', inEnglish: 'English', addCause: 'Add a cause', addSign: 'Add a sign', addAction: 'Add an action', addNumber: 'Add a source', removeItem: 'Remove this line', signWhen: 'Condition (empty: someone has to look)', likelyAt: 'shows where it is “{cause}”', withinHint: 'within, as 2h', numberValue: 'Number', numberSource: 'Source',
  kindsAre: 'Kinds of asset: {kinds}',
  holdsNow: 'holds now',
};
