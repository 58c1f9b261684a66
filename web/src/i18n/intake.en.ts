import type * as zh from './intake.zh';

/** The same in English. */
export const access: typeof zh.access = {
  lacks: '{name}: your roles do not allow this.', signIn: 'Or sign in', need: 'Changes need a key', key: 'Key', use: 'Use', as: 'Signed in as {name}', leave: 'Sign out', unknown: 'The server does not know this key.',
};

export const files: typeof zh.files = {
  title: 'Import a file', drop: 'Drop a CSV or TSV file here', choose: 'Choose a file', dropHint: 'Wide or long. Encoding, delimiter and what each column means are guessed first; you check them before anything is stored.', another: 'Another file',
  reading: 'Looking at the file', inspectFailed: 'The file could not be understood: {why}.', about: '{encoding} · delimiter {delimiter} · {columns} columns', tab: 'tab',
  mapping: 'What the columns mean', profile: 'Profile', guessed: 'Guessed from the content', fits: 'The profile “{name}” fits this file and is used.', saveAs: 'Profile name', nameHint: 'lower case, digits, hyphen', save: 'Save profile', saved: 'Saved “{name}”, version {version}',
  layout: 'Layout', layouts: { wide: 'Wide: a column for each quantity', long: 'Long: a row for each value' }, time: 'Time column', timeOfDay: 'Time of day (optional)', format: 'Time format', zone: 'Time zone', decimal: 'Decimal sign', thousands: 'Thousands', none: 'none',
  asset: 'Asset of the whole file', assetColumn: 'Asset column', assetHint: 'Name or id', empty: 'Texts that mean empty', emptyHint: 'e.g. n/a - off',
  column: 'Column', examples: 'Examples', quantity: 'Quantity', unit: 'Unit', columnAsset: 'Asset', maximum: 'Highest', leaveOut: 'Leave out', value: 'Value column', parameter: 'Quantity column', flag: 'Flag column', names: 'Names in the file', addName: 'Add a name', remove: 'Remove',
  doubt: { dayOrMonth: 'The dates can be read with the day or the month first; check the time format.', noTime: 'No time column was found; choose one.', noAsset: 'No column names an asset; name one for the whole file, or for each column.', noQuantity: 'Some columns were not recognised; choose what they are, or leave them out.', decimal: 'Numbers hold a thousands sign; check it and the decimal sign.' },
  check: 'Try it', checking: 'Trying', take: 'Import {n} values', taking: 'Importing', checkFailed: 'It could not be tried: {why}.', takeFailed: 'It could not be imported: {why}. What was stored stays; importing again adds only the rest.', checkFirst: 'Try it first: see what would be stored and which cells refused, then import.',
  report: 'Trial', result: 'Imported', rows: '{n} rows', good: '{n} to import', stored: '{n} stored', unchanged: '{n} held or repeated', refused: '{n} refused', empties: '{n} empty', below: '{n} below detection', span: '{from} to {to}',
  allGood: 'No cell is refused.', onlyRefused: 'Only rows with a refusal', shown: '{n} rows shown', moreRefused: '{n} more are not listed', row: 'Row', series: 'Series that result', readings: 'Values', range: 'Lowest – highest', goTo: 'See the chart', cellRefused: 'Row {row}, column {column}: {why}',
  why: {
    notANumber: '“{text}” is no number', decimalComma: '“{text}” has a decimal comma', aboveRange: '“{text}” says only that it is over range', badTime: '“{text}” does not fit the time format', missingTime: 'no time', future: 'the time lies ahead', unknownAsset: 'there is no asset “{text}”',
    missingAsset: 'nothing names its asset', unknownQuantity: '“{text}” is no known quantity', unknownUnit: 'the unit “{text}” does not fit', unknownFlag: 'the flag “{text}” is unknown', cellCount: '{text} cells, unlike the headings', missingColumn: 'the file has no column “{text}”', sameSeries: '“{text}” gives the same quantity of the same asset as a column before it, and is left out; name another asset, or leave one out',
  },
  history: 'Imported lately', historyNone: 'No file has been imported yet.', state: { begun: 'Under way', taken: 'Imported', refused: 'Refused', interrupted: 'Cut short' }, route: { upload: 'page', folder: 'watched folder' },
};

export const laboratory: typeof zh.laboratory = {
  title: 'Enter laboratory results', asset: 'Asset', point: 'Sample point', pointHint: 'e.g. final outlet', at: 'Sampled at', sampler: 'Sampled by', method: 'Method', methodHint: 'e.g. HJ 828', comment: 'Comment', results: 'Results', quantity: 'Quantity', value: 'Value', valueHint: 'A number, or <0.05', unit: 'Unit', resultMethod: 'Method (optional)',
  add: 'Add a quantity', remove: 'Remove this quantity', enter: 'Enter {n}', entering: 'Entering', kept: 'Entered: {n} results, version {version}.', failed: 'It could not be entered: {why}.', clear: 'Clear',
  below: 'Below detection: kept with the limit {limit}', list: 'Latest samples', listNone: 'No results yet. They are listed here once entered; a correction or withdrawal keeps what stood before.', correct: 'Correct', correcting: 'Correcting the sample of {at}: asset, time and point stay. Change the rest and enter it again.', withdraw: 'Withdraw', withdrawn: 'Withdrawn', confirm: 'Withdraw the sample of {asset} at {at}? Its values stay and are marked as suspect.', yes: 'Withdraw', no: 'Keep',
  version: 'version {n}', by: 'entered by {who} at {at}', sampled: 'sampled',
};
