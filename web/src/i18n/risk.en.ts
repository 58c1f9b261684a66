import type { compliance as complianceZh, risk as riskZh, standards as standardsZh } from './risk.zh';

export const risk: typeof riskZh = {
  close: 'Close', answer: 'What was found', spillAt: 'If released here: {where}', spillHere: 'Simulate a spill here', causeHere: 'Trace the source from here', profileHere: 'Section downstream from here', profileTo: 'Section to another place…', whatIfHere: 'What if, here', openHere: 'Open details', menu: 'Actions at {where}', menuNone: 'Nothing here',
  spillHint: 'Give substance, strength, flow and duration to see what it reaches and when, what to shut and where to sample. Click another asset on the map to move the release. A what-if: it changes nothing.',
  arrivals: 'Arrivals', block: 'Shut', sample: 'Sample', legend: 'Colours of arrival', within: 'within {span}', later: 'later', hours: '{n} h', note: 'arrives in {span} · peak {peak}',
  allPlaces: 'List all {n} manholes and assets', peakAt: 'peak {value} in {span}', rest: '{n} more are not listed; the map colours them all.',
  blockNone: 'There is no valve, gate or pump on the way that could be shut.', shutWithin: 'shut within {span}', tooLate: 'too late', protectIntakes: 'protects {n} intakes', protectPlants: 'keeps {share} % from plants', protectAssets: 'protects {n} assets', protectNothing: 'weakens it only', and: ' · ',
  sampleNone: 'No manhole can be reached in time.', reason: { confirm: 'confirms what and how strong', track: 'checks the speed', guard: 'last before a plant, station or intake' }, sampleSpan: '{from}–{to}, peak {value}',
  causeTitle: 'Source tracing: who could it be', seen: 'What was seen', addByHand: 'Add by hand', addWarning: 'Add a warning…', search: 'Find sources', searching: 'Searching…', pickHint: 'Or click a place on the map. The more was seen, the clearer the source; clean sensors count against.', causeFailed: 'The source could not be traced: {why}.',
  where: 'Place', whereHint: 'Name or id, or click the map', when: 'Time', remove: 'Remove this sighting', candidates: 'Possible sources', candidatesNone: 'No drainer upstream can explain all of this within its travel times. Check the times, or leave one sighting out.',
  explains: 'explains {n} sightings, the nearest {minutes} away, times off by {off} at most', released: 'released {from} to {to}', against: 'against: {where} was clean until {until}', candidateNote: 'candidate {n} · {share} %', sampleNext: 'Sample next: tells sources apart best', splits: 'splits {share} %',
  trace: 'Trace source', legsTitle: 'The way, leg by leg', legsTo: 'To', legsFailed: 'The legs could not be read: {why}.', legsLoading: 'Reading the legs', place: 'Place', travel: 'Travel', stay: 'Stay', flow: 'Flow', dilution: 'Mixing', decay: 'Decay', there: 'There',
  leg: 'this leg {span}', legWithStay: 'this leg {span} (stay {stay})', legFlow: 'flow {flow}', legDilution: 'mixing leaves {part}', legDecay: 'decay leaves {part}', legValue: 'there {value}',
  loses: 'will fail {use}', keeps: 'still meets {use}', stillServes: 'still serves: {uses}', stillNothing: 'will serve no use',
};

export const compliance: typeof complianceZh = {
  title: 'Compliance', pageTitle: 'Compliance in the city', total: '{n} assets', loading: 'Reading compliance', failed: 'Compliance could not be read: {why}. Live values and warnings go on.', nothing: 'Nothing to judge yet. Plants, drainers, outfalls and intakes are listed here once they report.', noMatch: 'Nothing matches. Try another filter.',
  state: { breached: 'Broken', atRisk: 'Near', met: 'Kept', unknown: 'Unknown', losing: 'Will fail' },
  over: '{share} % over', left: '{share} % left', breachIn: 'breaks in {span} by trend', coverage: 'data for {share} % of the time only', nothingMeasured: 'Nothing was measured lately that could be judged.', unmeasured: '{n} more are not measured', comma: ', ', restsOnUnverified: 'Rests on limits that no one has compared with the document.',
  serves: 'Serves now', thenServes: 'Will still serve', noUse: 'none', losesIn: 'fails in {span}', lost: 'has failed', comes: 'from {at} {quantity} will be {value} (limit {limit})',
};

export const standards: typeof standardsZh = {
  title: 'Standards', counts: '{documents} tables · {limits} limits · {unverified} unverified · {pending} pending', search: 'Number, title or use', unverifiedOnly: 'Unverified only', loading: 'Reading standards', failed: 'Standards could not be read: {why}.', none: 'No such standard. Try another word.', need: 'Changing limits needs a key',
  quantity: 'Quantity', basisHead: 'Basis', validity: 'Valid', clause: 'Clause', basis: { instant: 'instant', hourlyMean: 'hourly mean', dailyMean: 'daily mean', monthlyMean: 'monthly mean' }, pending: 'pending', verified: 'Compared with the document', unverified: 'unverified', unverifiedHint: 'No one has compared this number with the document.',
  when: 'where {name} ≤ {value}', since: 'from {from}', fromTo: '{from} until {to}', notYet: 'not yet in force', noMore: 'no longer in force', edit: 'Change', editOf: 'Change {name} of {of}', editTitle: 'Change a limit: {name}',
  min: 'Lower bound', max: 'Upper bound', validFrom: 'In force from', document: 'Document', reason: 'Why', reasonHint: 'e.g. compared with the print; stricter permit', compared: 'Compared with the document', keepsPast: 'The days before are still judged by the old limit. The change is kept for good, with who and why.', save: 'Save', saving: 'Saving', saved: 'Saved', saveFailed: 'Could not be saved: {why}.', cancel: 'Cancel',
  history: 'History of changes', historyNone: 'Nothing was changed yet. Each change will leave who, when and why here.', changedBy: '{who} at {at}: {reason}',
};
