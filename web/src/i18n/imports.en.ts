import type { imports as zh } from './imports.zh';

/** Words of the import of networks. */
export const imports: typeof zh = {
  title: 'Import a network', link: 'Import a network', hint: 'Shapefile (zip), GeoPackage, GeoJSON, CSV, SWMM and EPANET. It becomes a draft first: map its fields, review what was found, compare, and only then take it as a new revision.',
  drop: 'Drop a network file here', choose: 'Choose a file', network: 'Network name', networkHint: 'lower-case letters, digits, hyphens', name: 'Title', begin: 'Begin the import', reading: 'Reading and joining…', failed: 'Could not be done: {why}',
  drafts: 'Drafts and record', none: 'No network was imported yet.', draftsFailed: 'The drafts could not be read: {why}', state: { open: 'Draft', taken: 'Taken as revision {revision}', discarded: 'Discarded' }, back: 'All imports', addFile: 'Add a file', files: '{n} files',
  tab: { mapping: 'Fields', review: 'Review', difference: 'Difference', kept: 'Not in the network' },
  figure: { drawn: 'As drawn', now: 'Now', proposed: 'With all proposals', systems: '{n} systems', reach: 'joined to a plant', flow: 'flows to a plant', end: 'flows to a plant or outfall', length: '{n} pipes · {km} km', largest: 'in the largest system' },
  why: 'No network can be built: {why}', problems: '{n} values could not be read',
  layer: { use: 'Used as', crs: 'Reference system', crsHint: 'such as EPSG:4547', kind: 'Kind otherwise', class: 'Class otherwise', features: '{n} features', unit: 'Unit', none: '—', auto: 'by its field', preview: 'Read as', empty: 'No row to preview: choose what it is used as, and its reference system.' },
  use: { ignore: 'not at all', points: 'points (manholes, plants, pumps)', lines: 'lines (pipes)', areas: 'areas (districts)' },
  target: { id: 'Id', name: 'Name', kind: 'Kind', class: 'Class', status: 'Status', from: 'From id', to: 'To id', wkt: 'WKT geometry', x: 'X (east)', y: 'Y (north)', x2: 'End X', y2: 'End Y', roughness: 'Roughness', diameter: 'Diameter', length: 'Length', slope: 'Slope', invert: 'Invert', fromInvert: 'From invert', toInvert: 'To invert', ground: 'Ground level', depth: 'Depth', designFlow: 'Design flow' },
  option: { snapMetres: 'Join within, m', searchMetres: 'Propose within, m', bridgeMetres: 'Infer a pipe within, m', plantMetres: 'Join a plant within, m' },
  apply: 'Apply and join anew',
  finding: {
    snappedEnd: 'End snapped', namedEndFar: 'Named end far away', endJoinedToPipe: 'End on a pipe', missingManhole: 'Manhole missing', pipeThroughManhole: 'Pipe through manhole', danglingEnd: 'Dangling end', crossingWithoutManhole: 'Crossing, no manhole', duplicatePipe: 'Duplicate pipe', duplicatePoint: 'Duplicate point',
    turned: 'Drawn backwards', uphill: 'Runs uphill', cycle: 'Ring', noOutfall: 'Part without outfall', plantNotJoined: 'Plant not joined', misjoined: 'Misjoined', diameterShrinks: 'Diameter shrinks', isolatedPoint: 'Isolated point', collapsed: 'Both ends one point',
  },
  severity: { high: 'Grave', middle: 'Middling', low: 'Slight' }, all: 'All',
  status: { open: 'Open', fixed: 'Fixed', accepted: 'True, kept', dismissed: 'Dismissed' }, auto: 'automatic', noFix: 'To be checked on site; nothing at the desk mends it',
  act: { fix: 'Fix', accept: 'Accept', dismiss: 'Dismiss', reopen: 'Reopen', fixAll: 'Fix all {n}', undo: 'Undo the last step' },
  clean: 'Nothing was found.', nothing: 'No finding fits.', fit: 'Whole draft', map: 'Map of the draft; wheel zooms, click a finding',
  diff: { first: 'This is the first revision of the network.', base: 'Compared with revision {n}', added: 'added', removed: 'removed', changed: 'changed', same: 'Equal to the present revision.', more: 'The first {n} are listed', take: 'Take as revision {n}', confirm: 'The map, traces and warnings of the city then use the new revision at once; the old ones stay readable. {open} findings are still open.', confirmTake: 'Take it', cancel: 'Look again', taken: 'Taken as revision {n}', discard: 'Discard the draft' },
  keptNone: 'Every feature is in the network.', keptHint: 'These features stay in the stored files; nothing is lost.',
};
