import type { limits as zhLimits, mapping as zhMapping } from './checks.zh';

export const limits: typeof zhLimits = {
  title: 'Limits of data checks', lead: 'What lies outside is stored all the same, with the reason to doubt it, and raises no warning. Changes hold for what comes after.', search: 'Quantity or asset', onlySet: 'Changed only', none: 'No limits fit.', loading: 'Reading limits', failed: 'Limits could not be read: {why}.',
  column: { quantity: 'Quantity', scope: 'Holds for', range: 'Plausible range', rate: 'Fastest change', spike: 'Spike', flat: 'Flat', set: 'Set' },
  everywhere: 'Everywhere', perMinute: '{value}/min', times: '{factor} times', after: '{hours} h', off: 'Not tested', unbounded: 'any', standard: 'Default',
  edit: '{quantity} · {scope}', field: { minimum: 'Minimum', maximum: 'Maximum', perMinute: 'Fastest change a minute', leastStep: 'Ignore steps below', spikeFactor: 'Spike factor (of the usual step)', flatHours: 'Flat for how long (h, at most {most})', flatAbove: 'Test only values above' },
  hint: 'Default {value}', save: 'Save', saving: 'Saving', saved: 'Saved; holds for what comes after.', saveFailed: 'Could not be saved: {why}.', clear: 'Take away', cleared: 'Taken away; the wider limits hold again.', close: 'Close',
  narrower: 'Others for', forKind: 'a kind of asset', forAsset: 'one asset', asset: 'Asset', add: 'Set others',
  history: 'Changes', noHistory: 'Never changed.', took: 'taken away', change: '{scope}: {what}',
};

export const mapping: typeof zhMapping = {
  title: 'MQTT topic mapping', lead: "Messages are matched in order, and the first route that fits counts. {'{name}'} takes one level of the topic and can stand in device, asset and channel; + takes one level, # the rest.", loading: 'Reading the mapping', failed: 'The mapping could not be read: {why}.',
  broker: { connected: 'Connected to {address}: {readings} readings, {refused} refused', lost: 'Not connected to {address}: {why}', none: 'No broker is configured; the mapping can be edited and tried.' },
  configured: 'The configured mapping holds', edited: 'Version {n}, changed by {who} at {at}',
  route: 'Route {n}', topic: 'Topic', payload: 'Payload', forms: { plain: 'One number', json: 'JSON object', readings: 'Array of readings' }, device: 'Device address', asset: 'or asset id', code: 'Channel or quantity', unit: 'Unit', items: 'Path to array', at: 'Path to time', flag: 'Path to flag', value: 'Path to value',
  addValue: 'Add a value', add: 'Add a route', remove: 'Remove', up: 'Move up', down: 'Move down',
  try: 'Try a message', tryTopic: 'Topic', tryPayload: 'Payload', run: 'Try', running: 'Trying', hit: 'Route {n} fits; {count} readings would be stored', refused: 'It would be refused', tryLead: 'By the changes above, saved or not. Nothing is stored.',
  save: 'Save mapping', saving: 'Saving', saved: 'Saved version {n}; holds for the next message.', saveFailed: 'Could not be saved: {why}.', undo: 'Discard changes', reset: 'Back to the configured mapping', resetSure: 'Back to the configured mapping? Version {n} stays in the record.', yes: 'Back', no: 'Keep', changed: 'Unsaved changes',
  history: 'Changes', noHistory: 'Never changed; the configured mapping holds.', version: 'Version {n}', toConfigured: 'Back to the configured mapping', routes: '{n} routes', load: 'Load',
};
