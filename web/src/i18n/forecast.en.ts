import type { forecast as zh } from './forecast.zh';

/** Words of the forecast: the axis ahead of now, what is expected, profiles, what-ifs, the forecast page. */
export const forecast: typeof zh = {
  word: 'forecast', band: 'Forecast for {at} (in {minutes} min)', bandWhatIf: 'What-if against forecast, {at} (in {minutes} min)', notMeasured: 'computed, not measured', issued: 'issued {at}', backToForecast: 'Back to the forecast',
  cannot: 'No forecast can be shown: {why}. What is shown is as before.', dismiss: 'Dismiss', tick: '{at} {level} expected, {n} in all; click to look', tip: 'Forecast {at} (in {minutes} min)', tipNone: 'No forecast for this time',
  hoverAt: 'forecast {at}', hoverNone: 'not in the forecast model', hoverFill: '{percent}% full', hoverDifference: '{percent} points of fill', cancelPick: 'Cancel',
  diff: { none: 'not in the model', 0: 'lower by more than 15 points', 1: 'lower by 2 to 15', 2: 'about the same', 3: 'higher by 2 to 15', 4: 'higher by more than 15 points' },
  why: {
    reading: 'it is still being read', absent: 'this network has none yet; once the model runs, one is issued every 5 minutes', failed: 'it could not be read', computing: 'the first is being computed, which takes about a minute', broken: 'the last one could not be finished', ready: 'it does not cover this time', old: 'the last one has run out and no newer one was issued',
  },
  short: { reading: 'reading', absent: 'no forecast yet', failed: 'could not be read', computing: 'computing the first', broken: 'could not be finished', ready: 'issued' },
  status: { queued: 'queued', running: 'computing', ready: 'issued', computing: 'computing', failed: 'failed', unavailable: 'unavailable' },
  list: 'Expected', summary: '{n} places, the first in {span}', summaryDue: '{n} places, all due now', calm: 'No overflow, surcharge or overload is expected.', calmHint: 'Once something is, it is listed here by the time left: how likely, how much, and what would help, as tried in the model.', more: '{n} more on the forecast page', eventsFailed: 'What is expected could not be read: {why}.',
  kind: { overflow: 'overflow', surcharge: 'surcharge', pumpCapacity: 'above pump capacity', plantLoad80: 'inflow over 80%', plantLoad100: 'inflow over 100%', tankFull: 'tank full' },
  due: 'due now', when: 'Earliest {earliest}, expected {at}', whenEnds: 'Earliest {earliest}, expected {at}, over by {end}', probability: 'Share of the ensemble in which it happens', likely: '{percent}% likely', volumeMost: 'none in most members, {p90} m³ at most', volume: 'about {p50} m³ ({p10}–{p90})',
  action: { startPump: 'Start {where}', openGate: 'Open {where} to {percent}%', closeGate: 'Close {where}', preEmptyTank: 'Empty {where} ahead' }, avoids: 'avoids it', tried: 'tried in the model',
  section: 'Forecast', quantity: 'Quantity', reading: 'Reading the forecast', seriesFailed: 'The forecast for this asset could not be read: {why}.', seriesNone: 'The forecast tells nothing of {name} here.', measured: 'Measured', median: 'Median forecast', inflow: 'Inflow', limit: 'Limit', bandNote: 'band: 10–90%', earlier: 'earlier forecasts',
  chart: '{name}: the last 6 hours measured, and what is forecast; forecast peak {peak}', nudge: 'Set by the newest reading: {before} → {after} {unit}',
  tank: { full: 'Expected full', notFull: 'not within the forecast', retention: 'Retention', dilution: 'Dilution factor' },
  profile: {
    title: 'Section', down: 'Section downstream', to: 'To another place…', pick: 'Click where the section shall end', close: 'Close the section', stations: '{n} manholes', now: 'now', head: 'Water level', known: 'Measured level', spread: '10–90%', base: 'Forecast (base)', measured: 'Measured',
    keys: 'Longitudinal section. Left and right read it manhole by manhole, Enter opens one.', reading: 'Reading the section', failed: 'The section could not be read: {why}.', stale: 'It could not be renewed: {why}. What is shown was read before.', short: 'Nothing leads on from here, so there is no section.', unknown: 'No water levels are known for this time',
    depth: 'Depth', freeboard: 'Below ground', over: 'Above ground', ground: 'Ground', invert: 'Invert',
  },
  tab: { state: 'State', skill: 'Skill', plants: 'Plants', whatIfs: 'What-ifs' },
  parts: 'Forecasts by part', issueNow: 'Issue one now', issuing: 'Asking', issueFailed: 'It could not be issued: {why}.', key: 'Issuing a forecast needs a key with the scope forecast:write.', listFailed: 'The forecasts could not be read: {why}.',
  issuedAt: 'Issued', reach: 'until {at}', members: 'Ensemble', memberCount: '{n} members', took: 'in {seconds} s', rain: 'Rain', rainFrom: { gauges: 'from gauges', outlook: 'rain forecast', none: 'no rain' }, rainSpread: '±{percent}%',
  gauges: 'Gauges', gaugesUsed: '{used} used, {left} left out', worst: 'furthest off {where}', continuity: 'Water balance', age: 'Age', repairs: '{n} repairs to the model',
  rainIn: {
    title: 'Enter rain outlook', withdraw: 'Withdraw outlook', failed: 'The rain could not be read: {why}.', refused: 'Not done: {why}.', fell: '{mm} mm in 4 h', comes: '{mm} mm to come', by: '{who}, {at}', unnamed: 'entered by hand', waiting: 'A new outlook has come in; the next forecast uses it.',
    hint: 'Intensity of each half hour, mm/h; empty is 0. The forecast is made anew at once. After its end it counts as dry; where gauges measure more, that goes on.', rate: 'mm/h in the half hour from {at}', source: 'Source', sourceHint: 'e.g. weather service', probability: 'Probability', sum: '{mm} mm in all', cancel: 'Cancel', give: 'Use it', sending: 'Sending', wrong: 'Intensities are numbers from 0 to 500 mm/h.',
  },
  checkedAt: 'found to hold at {at}', resumed: 'gone on after a restart from the state of {at}',
  skill: {
    lead: 'Lead', ahead: '{minutes} min ahead', period: 'Period', days: 'Last {n} days', issued: '{n} issued', failed: 'The skill could not be read: {why}.', warned: 'Warned', came: 'Came', hit: 'Hit', false: 'False', unknown: 'Unknown', unknownHint: 'Nothing there measures a level or an overflow, and nobody reported one', missed: 'Missed', leadMedian: 'Median lead', median: 'Median skill',
    none: 'No forecast of this period can be judged yet. Once a lead has passed and something was measured, it is listed here.', noneHere: 'Nothing can be compared here yet.', table: 'Skill by gauge', gauge: 'Gauge', n: 'Cases', rmse: 'RMSE', persistence: 'Persistence RMSE', skill: 'Skill', coverage: 'In band', coverageHint: 'Share of what was measured within the 10–90% band; 80% would be right',
    note: 'Skill = 1 − (RMSE / persistence RMSE)²: 1 is perfect, 0 no better than “as it is now”, below 0 worse.', chart: 'forecast beside measured',
  },
  plant: {
    listFailed: 'The plants could not be read: {why}.', none: 'This network has no treatment plant.', failed: 'The outlook could not be read: {why}.', nothing: 'There is no outlook for this plant: its inflow is not in the model, and its effluent history is too short.', effluent: 'Effluent {quantity}', peak: 'Inflow peaks at {percent}% of capacity', reaches: '{percent}% of capacity at {at}', below: 'stays below 80% of capacity',
    score: 'Mean error {mae}, persistence {persistence} {unit}, {n} cases, {coverage} in band', unscored: 'No past forecast can be judged yet',
  },
  whatIf: {
    title: 'What if', close: 'Close what-ifs', new: 'New what-if', about: 'Try it beside the live twin: change the rain, block a pipe, stop a pump, shut a gate, add a tank, let a district grow; and compare with the forecast on the map and in section. Nothing live is touched.',
    rain: 'Rain factor', pick: 'Click an asset on the map and choose what to change.', nothing: 'There is nothing to change here.', another: 'Click further assets to change more.', changes: 'Changes', remove: 'Remove', name: 'Name', untitled: 'Untitled', horizon: 'Horizon', ahead: '{hours} h', key: 'A what-if needs a key with the scope forecast:write.',
    run: 'Run', sending: 'Sending', refused: 'Not done: {why}.', share: 'Blocked', setting: 'Setting', area: 'Area m²', depth: 'Depth m', factor: 'Factor', join: ', ',
    add: { block: 'Block', pump: 'Stop or throttle', gate: 'Shut or set', tank: 'Add a tank', grow: 'More inflow' },
    say: { rain: 'Rain ×{factor}', storm: 'Rain {mm} mm/h for {minutes} min', block: '{where} blocked {percent}%', pump: '{where} at {percent}%', pumpOff: '{where} stopped', gate: '{where} at {percent}%', gateShut: '{where} shut', tank: '{volume} m³ tank at {where}', grow: '{where} inflow ×{factor}' },
    list: 'Earlier what-ifs', listFailed: 'The what-ifs could not be read: {why}.', none: 'None yet.', back: 'All what-ifs', readFailed: 'This what-if could not be read: {why}.', computing: 'Computing; it will be shown on the map as soon as it is done.', failed: 'It could not be finished: {why}.', noReason: 'no reason was given', measure: 'Measure', base: 'Forecast', this: 'What if',
    sum: { overflow: 'Total overflow', flooding: 'Manholes that overflow' }, compare: 'Compare on the map', leave: 'Back to live', profileHint: 'Open any section to see both water lines.', differences: 'Where they differ most', same: 'No notable difference to the forecast.', removeRun: 'Delete this what-if', removeSure: 'Delete “{title}”',
  },
};
