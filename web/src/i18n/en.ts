import { access, files, laboratory } from './intake.en';
import { compliance, risk, standards } from './risk.en';
import { playbackEn } from './playback';
import { alarms } from './alarms.en';
import { limits, mapping } from './checks.en';
import { devices, marks } from './devices.en';
import { rules } from './rules.en';
import { forecast } from './forecast.en';
import { field, incidents, wall } from './incidents.en';
import { account, people, scopes, signIn } from './people.en';
import { ledger } from './ledger.en';
import { condition } from './condition.en';
import { orders } from './orders.en';
import { imports } from './imports.en';
import type { Messages } from './zh';

/** The page's words in English: every key that Chinese has. */
const en: Messages = {
  playback: playbackEn,
  imports,
  forecast,
  ledger,
  condition,
  orders,
  alarms,
  app: { name: 'One Map', full: 'One Map of Wastewater and Reclaimed Water', skip: 'Skip to what needs attention' },
  nav: { label: 'Main', map: 'Map', alarms: 'Alarms', alarmKpis: 'Alarm indicators', alarmDefinitions: 'Alarm definitions', forecast: 'Forecast', forecastSkill: 'Forecast skill', forecastPlants: 'Plants ahead', forecastWhatIfs: 'What-ifs', assets: 'Assets', ledger: 'Figures', ledgerStatistics: 'Statistics', ledgerTargets: 'Policy targets', ledgerReport: 'Report of indicators', condition: 'Condition of pipes', conditionPlan: 'Renewal', conditionInflow: 'Outside water', orders: 'Work orders', devices: 'Devices', compliance: 'Limits', standards: 'Standards', files: 'Files', laboratory: 'Laboratory', limits: 'Data checks', mapping: 'MQTT mapping', rules: 'Rules', incidents: 'Incidents', incidentPlans: 'Plans', incidentDuties: 'Duties', incident: 'Incident', wall: 'Wall', imports: 'Import a network', importDraft: 'Import review', signIn: 'Sign in', account: 'My account', people: 'People and rights', settings: 'Settings' },
  bar: {
    search: 'Search', night: 'Switch to night', day: 'Switch to day', language: '切换到中文', about: 'About',
    otherLanguage: '中', help: 'Keyboard', fold: 'Fold the column', unfold: 'Unfold the column', warnings: 'Attention',
  },
  clock: {
    live: 'Live', demo: 'Demo', replay: 'Playback', expected: 'Forecast', lost: 'Lost', connecting: 'Connecting',
    rate: '{rate} times real time', label: 'City time {time}, {mode}', weekday: { 0: 'Sun', 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat' },
  },
  time: {
    justNow: 'just now', ago: '{span} ago', seconds: '{n} s', minutes: '{n} min', minutesSeconds: '{m} min {s} s', hours: '{h} h {m} min', days: '{n} d',
  },
  connection: {
    lost: 'Connection lost since {since}. The map shows that moment and its values are getting old. Reconnecting by itself.',
    waiting: 'Connecting to the server…', noCity: 'The server does not answer ({why}). Trying again by itself.',
  },
  level: { none: 'Normal', blue: 'Notice', yellow: 'Watch', orange: 'Warning', red: 'Critical' },
  kind: {
    manhole: 'Manhole', pipeSegment: 'Pipe', pumpStation: 'Pump station', weir: 'Weir', orifice: 'Orifice', outlet: 'Outlet', storageTank: 'Storage tank',
    treatmentPlant: 'Treatment plant', reclaimedPlant: 'Reclaimed plant', reuseIntake: 'Reuse intake', drainer: 'Drainer', outfall: 'Outfall',
    rainGauge: 'Rain gauge', riverSection: 'River section', riverNode: 'River node', valve: 'Valve', unknown: 'Asset',
  },
  pipeClass: { unknown: 'Unclassified', sewer: 'Sewer', storm: 'Storm', combined: 'Combined', reclaimed: 'Reclaimed', river: 'River' },
  warning: {
    what: { surcharge: 'surcharge', overflow: 'overflow', pumpTripped: 'pump tripped', qualityBreach: '{quantity} over limit', qualityLow: '{quantity} too low', expectedOverflow: 'overflow expected', expectedSurcharge: 'surcharge expected', expectedPumpCapacity: 'pump capacity to be exceeded', expectedPlantLoad: 'inflow expected above capacity', expectedTankFull: 'tank expected to fill' },
    expecting: '{where}: {what} about {at} (earliest {earliest}), {percent}% likely', expects: 'About {at} (earliest {earliest}), {percent}% likely',
    title: '{where} · {what}',
    opening: '{where}: {what} since {since}', since: 'Since {since}',
    measured: ', {quantity} {value}', measuredOver: ', {quantity} {value} (limit {limit})',
    measuredOnly: ', {value}', measuredOverOnly: ', {value} (limit {limit})', measuredBack: ', now back to {value} (limit {limit}), to be confirmed',
    downstream: ', expected to reach {first} at {at}', upstream: ', expected to back up to {first} at {at}', arrived: ', reached {first} at {at}',
    more: ', then {n} more', moreArrived: ', {n} places in all', nothing: ', not expected to reach anything else', ended: ', ended at {at}', stop: '.',
    left: 'to impact', toImpact: '{span} to impact', arrivedShort: 'arrived', lasting: 'ongoing',
    advice: 'Advice', announce: 'New {level}: {sentence}',
    list: 'Attention', none: 'No warnings now', noneThen: 'No warnings before the connection was lost', noneHint: 'When something surcharges, overflows, trips or breaches a quality limit, it is listed here by cause: what it will hit, how long until then, and what to do.',
    recent: 'Recently ended', loading: 'Reading warnings', failed: 'The warnings could not be read: {why}. The map and its live values still work.', retry: 'Try again',
    related: '{n} more from this cause', show: 'Show on the map', close: 'Close the warning', detail: 'Warning in detail', in: 'in {span}',
    cause: 'Cause', effects: 'In order of arrival', effectsNone: 'Not expected to reach anything else.', peak: 'Peak at {at}',
    missing: 'There is no warning {id}. It may have ended long ago, or the link is incomplete.', levelCount: '{level}: {n}',
  },
  advice: {
    surcharge: 'Check for a blockage or a stopped station downstream; pump out if need be.',
    overflow: 'Send a vacuum truck, cordon off, and find the blockage downstream.',
    pumpTripped: 'Send someone to reset it and start the standby pump; failing that, hold back the inflow upstream.',
    qualityBreach: 'Sample on site to confirm, and trace the source upstream.',
    qualityBreachDrainer: 'Order the discharge stopped, take evidence samples, and warn the plant downstream.',
    qualityBreachPlant: 'Sample the effluent more often, divert to the buffer tank or recycle, and check the process.',
    qualityBreachReclaimed: 'Suspend supply, tell the users, and switch to mains water.',
    qualityBreachRiver: 'Sample along the river and trace the outfalls upstream.',
    expectedOverflow: 'See what the forecast has tried; empty tanks ahead and have vacuum trucks ready.', expectedSurcharge: 'Draw down wet wells ahead and check gates downstream.', expectedPumpCapacity: 'Start the standby pump and hold back what can be held.',
    expectedPlantLoad: 'Have the plant free its buffer volume, and send water off the peak.', expectedTankFull: 'Empty it before the rain, off the peak downstream.',
  },
  asset: {
    panel: 'Asset', close: 'Close the asset', live: 'Live', attributes: 'Attributes', upstream: 'Upstream', downstream: 'Downstream', none: 'none',
    noReadings: 'Nothing is measured here. What is expected to reach it is still shown on the map.', missing: 'There is no asset {id}. It may have been renamed, or the link is incomplete.',
    failed: 'The asset could not be read: {why}. The map and the warnings still work.', retry: 'Try again', loading: 'Reading the asset', jump: 'Locate', copy: 'Copy link', copied: 'Copied',
    traceDown: 'Downstream', traceUp: 'Upstream', traceNone: 'It ends here: nothing further.', traceFailed: 'The trace failed: {why}.',
    traceSummary: '{n} places, up to {far} and {span} away', historyNone: 'No data in the last {hours} hours',
    catchment: 'Catchment', region: 'District', id: 'Id', running: 'Running', stopped: 'Stopped', tripped: 'Tripped', healthy: 'Healthy',
    chart: '{name}, last {hours} hours, lowest {min}, highest {max}', largeChart: 'Larger chart', closeChart: 'Close the chart',
    warningHere: 'Warnings here', position: 'Position', large: 'Chart of {name}',
    span: {
      title: 'Span', hours: '6 h', day: 'Day', week: 'Week', month: 'Month', year: 'Year', all: 'All', own: 'Dates', from: 'First day', to: 'Last day', none: 'No data in this span.', failed: 'The history could not be read: {why}.',
      wrongWay: 'Choose a first and a last day, the first no later than the last.', readings: '{n} readings', means: '{n} means', dropped: 'some readings are past their time of keeping; sums by hours are left',
    },
  },
  quality: { good: 'Good', outOfRange: 'Out of range', sourceFault: 'Instrument fault', sourceMaintenance: 'Maintenance', suspect: 'Suspect', belowDetection: 'Below detection', ...marks },
  provenance: { measured: 'Measured', entered: 'Entered by hand', estimated: 'Estimated', simulated: 'Simulated', laboratory: 'Laboratory' },
  attribute: {
    diameterM: 'Diameter', lengthM: 'Length', fullDepthM: 'Full depth', designFlowM3s: 'Design flow', invertElevationM: 'Invert', roughness: 'Roughness', slope: 'Slope',
    startDepthM: 'Start level', stopDepthM: 'Stop level', storageAreaM2: 'Plan area', dryWeatherInflowM3s: 'Dry-weather inflow', class: 'Class', shape: 'Section', widthM: 'Width', heightM: 'Height',
    fromOffsetM: 'Offset at start', toOffsetM: 'Offset at end', isPressurised: 'Pressurised', hasFlapGate: 'Flap gate', from: 'From', to: 'To', groundElevationM: 'Ground', intervalSeconds: 'Interval', material: 'Material', yearBuilt: 'Built', process: 'Process', effluentStandard: 'Effluent standard', permit: 'Discharge permit', industryName: 'Industry', permittedFlowM3PerDay: 'Permitted flow', sewerLimitClass: 'Sewer limit class', standard: 'Quality standard', useName: 'Use', designM3PerDay: 'Capacity', yes: 'Yes',
  },
  shape: { circular: 'Circular', egg: 'Egg', rectangularClosed: 'Closed rectangular', rectangularOpen: 'Open rectangular', trapezoidal: 'Trapezoidal', arch: 'Arch', custom: 'Custom', other: 'Other' },
  spill: {
    title: 'What if it spilled here', quantity: 'Pollutant', concentration: 'Concentration', flow: 'Flow', minutes: 'Duration', run: 'Work it out', running: 'Working it out…',
    result: 'Would reach {n} places', none: 'Would reach nothing else.', failed: 'It could not be worked out: {why}.',
  },
  search: {
    title: 'Search assets', placeholder: 'Name or id', none: 'Nothing matches “{q}”. Try part of an id, or a kind such as “pump”.', failed: 'The search failed: {why}.',
    hint: '↑ ↓ choose · Enter go · Esc close', results: '{n} results', start: 'Type part of a name or an id, such as “pump” or “W-12”.',
  },
  map: {
    label: 'Map of the city’s network', layers: 'Layers', style: 'Colour by', styles: { class: 'Pipe class', fill: 'Fill ratio', level: 'Warning level', expected: 'Expected fill and level', difference: 'Difference to forecast' },
    layer: { symbols: 'Symbols', warnings: 'Warnings', labels: 'Names', districts: 'Districts', graticule: 'Graticule' },
    legend: 'Legend', zoomIn: 'Zoom in', zoomOut: 'Zoom out', home: 'Whole city', tiles: 'Base map',
    loading: 'Reading the network', failed: 'The network {network} could not be read: {why}. Warnings and the asset list still work.', empty: 'No network yet',
    emptyHint: 'Import a SWMM network with ./twin import, or open the demo city with ./twin run.', network: 'Network', more: 'Map settings',
  },
  legend: { fill: 'Fill {from}–{to} %', fillOver: 'Fill > {from} %', unknown: 'No data', stale: 'Stale', estimated: 'Estimated', coming: 'Impact on its way', hidden: 'Pipes under {mm} mm are left out at this scale' },
  hover: { cluster: '{n} assets', zoom: 'Click to zoom in' },
  list: {
    title: 'Assets', filter: 'Filter', where: 'Filter', whereHint: 'e.g. level > 0.8*full and kind = pumpStation', kinds: 'Kinds', allKinds: 'All kinds', apply: 'Apply', clear: 'Clear',
    id: 'Id', name: 'Name', kind: 'Kind', level: 'State', value: 'Main value', fill: 'Fill ratio',
    examples: { warned: 'Warned', fullest: 'Over 80 % full', stale: 'Stale' },
    next: 'Next', previous: 'Previous', page: 'Page {n}', none: 'Nothing fits. Loosen the filter, or clear it.', noAssets: 'No assets yet. They are listed here once a network is imported.',
    failed: 'The assets could not be read: {why}. The map and the warnings still work.', shown: '{n} assets', shownMore: 'First {n}', loading: 'Reading assets', text: 'Name or id',
  },
  settings: {
    title: 'Settings', appearance: 'Appearance', theme: 'Theme', night: 'Night', day: 'Day', language: 'Language', units: 'Units and coordinates', flow: 'Flow in', flowAuto: 'Automatic', coordinates: 'Coordinates as',
    decimal: 'Decimal degrees', dms: 'Degrees, minutes, seconds', tiles: 'Base map tiles', tilesNone: 'The server has no base map tiles configured. Its own districts, river and graticule are always there.', tilesFrom: 'From {attribution}',
    saved: 'Kept in this browser; takes effect at once.', motion: 'Motion follows the system’s “reduce motion” setting.', reset: 'Back to defaults',
  },
  about: {
    title: 'About', runtime: 'Runtime', runtimeEmbedded: 'Embedded (one machine)', runtimeOrleans: 'Orleans (scales out)', version: 'Version', networks: 'Network', revision: 'revision {n}', assets: '{nodes} nodes · {links} links · {points} gauges',
    license: 'License', close: 'Close', demo: 'This is a demo city; its data are simulated.', unreachable: 'The server does not answer; this is what was last known.', base: 'Base map',
  },
  help: {
    title: 'Keyboard', close: 'Close', search: 'Search', list: 'Move in a list', enter: 'Open what is chosen', escape: 'Close, or clear the selection', help: 'This help', wall: 'Wall mode', fold: 'Fold or unfold the column',
    zoom: 'Zoom the map', pan: 'Move the map (when it has the focus)', home: 'Whole city', tab: 'Move between parts', play: 'Play or pause (in playback)', step: '1 minute back or forward, with Shift 1 hour (in playback)', theme: 'Switch the theme',
  },
  error: {
    network: 'the server does not answer', timeout: 'the server did not answer in time', status: 'the server answered {status}', malformed: 'the server’s answer could not be understood', notFound: 'there is no such thing',
  },
  access,
  files,
  laboratory,
  devices,
  risk,
  compliance,
  standards,
  limits,
  mapping,
  rules,
  signIn,
  account,
  people,
  scopes,
  incidents,
  wall,
  field,
};

export default en;
