/** A forecast as the wire tells it, for the town of three nodes and two pipes; a test names what matters to it. Times in Unix ms. */
export const issuedAt = Date.UTC(2030, 0, 1, 12);
export const iso = (minutes: number): string => new Date(issuedAt + minutes * 60_000).toISOString();
export const epochAt = (minutes: number): number => issuedAt + minutes * 60_000;

export const aHead = (change: Record<string, unknown> = {}) => ({
  id: 'town.end.1', network: 'town', catchments: ['town:end'], title: '城南', issuedAt: iso(0), knownAt: iso(0.2), until: iso(120), everySeconds: 60, members: 12, status: 'ready', message: null,
  tookMs: 2300, continuityError: 0.0004, rain: { source: 'gauges', factorSpread: 0.2 }, assimilated: { used: 11, left: 1, worst: 'town:b' }, repairs: [], ...change,
});

export const someFrames = (change: Record<string, unknown> = {}) => ({
  issuedAt: iso(0), times: [epochAt(0), epochAt(60), epochAt(120)], key: [1, 2, 4],
  fill: [[100, -1, 200], [900, -1, 600], [500, -1, 400]], level: [[0, 0, 0], [4, 0, 2], [1, 0, 0]], overflow: [[], [0], []], ...change,
});

export const anEvent = (change: Record<string, unknown> = {}) => ({
  id: 'town:a/overflow', kind: 'overflow', asset: 'town:a', name: '人民路 3 号井', assetKind: 'manhole', position: [10, 50], level: 'red', probability: 0.8, earliestAt: iso(20), expectedAt: iso(35), peakAt: iso(50), endsAt: iso(80),
  volume: { p10: 20, p50: 120, p90: 300 }, value: 0.12, limit: 0, unit: 'm3/s',
  measures: [{ asset: 'town:P1', name: '1 号泵站', action: 'startPump', setting: 1, volumeBefore: 120, volumeAfter: 15, avoids: false, tried: true }], ...change,
});
