/** Words of the page of devices. */
export const devices = {
  title: 'Sources of data', total: '{n} sources', allWell: 'All well', search: 'Name, id or address', loading: 'Reading the sources', failed: 'The sources could not be read: {why}.',
  none: 'No source fits.', nothing: 'No sources yet. Register devices, or let them report: unregistered ones are listed under “To register”.', register: 'Register a device', candidates: 'To register', noCandidates: 'No device waits to be registered. Those that report unregistered appear here.',
  seen: '{age}, {n} times', from: 'from {address}', take: 'Register', more: 'More',
  trouble: { silent: 'Silent', neverSpoke: 'Never reported', skewed: 'Clock off', invalid: 'Much invalid', gaps: 'Data missing', marks: 'Doubtful data', refused: 'Refusals' },
  column: { source: 'Source', trouble: 'Trouble', last: 'Newest data', effective: 'Effective', days: 'Last 14 days', marks: 'Doubtful today' },
  every: 'due every {span}', silentFor: 'silent for {span}', lag: 'clock off by {span}', unregistered: 'no device registered',
  transmission: 'Transmission', validity: 'Validity', effective: 'Effective transmission', today: 'Today', expected: '{e} due, {r} came, {v} valid, {x} excluded',
  strip: 'Effective transmission by day', stripDay: '{day}: effective {effective}, transmission {transmission}, validity {validity}',
  marks: 'Doubtful today', noMarks: 'Nothing doubtful today.', times: '{n} times', refusals: 'Last refusals', noRefusals: 'Nothing was refused.',
  mapping: 'Channels', code: 'Channel', asset: 'Asset', quantity: 'Quantity', unit: 'Unit', noChannels: 'By the usual codes; no channel of its own.', assets: 'Reports for', protocol: 'Protocol', address: 'Address',
  protocols: { hj212: 'HJ 212', mqtt: 'MQTT', http: 'HTTP', file: 'File' }, connected: 'Connected', disconnected: 'Not connected', disabled: 'Switched off',
  edit: 'Edit', add: 'Add a channel', id: 'Id', idHint: 'letters, digits and . _ -', name: 'Name', interval: 'Interval (s)', version: 'Edition', versionAny: 'as the packet says', enabled: 'Enabled', password: 'Password', key: 'Cipher key', kept: 'set; leave empty to keep', save: 'Save', saving: 'Saving', cancel: 'Cancel', remove: 'Remove', removeSure: 'Remove “{name}”? Its data stay.', removeYes: 'Remove', saveFailed: 'Not saved: {why}.', needKey: 'Registering and asking need a key.',
  ask: 'Ask the device', kinds: { history: 'Data of a period', setInterval: 'Set the interval', setTime: 'Set the time', getTime: 'Read the time', retainSample: 'Retain a sample' }, seconds: 'Seconds (30–3600)', begin: 'From', end: 'To', send: 'Send', askFailed: 'Not sent: {why}.', noRequests: 'Nothing was asked yet.',
  states: { sent: 'Sent', accepted: 'Accepted', done: 'Done', refused: 'Refused', failed: 'Failed', timedOut: 'No answer', disconnected: 'Disconnected', interrupted: 'Server restarted, outcome unknown' }, attempts: 'attempt {n}', packets: '{n} packets came', close: 'Close',
};

export const marks = {
  rateOfChange: 'Changed too fast', spike: 'Lone spike', flatLine: 'Not moving', clockSkew: 'Clock off', afterGap: 'First after a gap', stopped: 'Stopped', maintenance: 'Maintenance', manual: 'Entered by hand', faulty: 'Instrument fault', calibration: 'Calibration', overRange: 'Over range', noSignal: 'No signal', otherFlag: 'Another flag',
};
