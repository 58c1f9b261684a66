import type { AssetKind } from '../../wire/kinds';

/** A silhouette on a grid of 18 × 18: parts that are filled, and lines 1.5 wide. SVG path data. */
export interface Silhouette {
  readonly fill: string;
  readonly line: string;
}

/** One for every kind that is drawn as a symbol; pipes and river are drawn as lines. Also used by lists and legends of the page. */
export const silhouettes: Readonly<Partial<Record<AssetKind, Silhouette>>> = {
  // Tank and wave.
  treatmentPlant: {
    fill: 'M2.5 9.2 q1.6 -2.2 3.25 0 t3.25 0 t3.25 0 t3.25 0 V15.5 H2.5 Z',
    line: 'M2.5 4 V15.5 H15.5 V4',
  },
  // The same with a drop.
  reclaimedPlant: {
    fill: 'M2.5 11.6 q1.6 -2 3.25 0 t3.25 0 t3.25 0 t3.25 0 V16 H2.5 Z M9 1 C9 1 11.6 4.3 11.6 6 A2.6 2.6 0 0 1 6.4 6 C6.4 4.3 9 1 9 1 Z',
    line: 'M2.5 8 V16 H15.5 V8',
  },
  // Impeller: rim, hub and three curved blades.
  pumpStation: {
    fill: 'M9 7.2 A1.8 1.8 0 1 1 9 10.8 A1.8 1.8 0 1 1 9 7.2 Z M9 9 Q8 4.6 12.4 3.4 Q10.8 6 9 9 Z M9 9 Q13.3 10.3 12.15 14.74 Q10.7 12.06 9 9 Z M9 9 Q5.7 12.07 2.45 8.85 Q5.5 8.94 9 9 Z',
    line: 'M9 2 A7 7 0 1 1 9 16 A7 7 0 1 1 9 2 Z',
  },
  // Cylinder, half full.
  storageTank: {
    fill: 'M3 9.5 A6 2.2 0 0 0 15 9.5 V13.6 A6 2.2 0 0 1 3 13.6 Z',
    line: 'M3 4.4 A6 2.2 0 1 1 15 4.4 A6 2.2 0 1 1 3 4.4 V13.6 A6 2.2 0 0 0 15 13.6 V4.4',
  },
  // Tap with a drop.
  reuseIntake: {
    fill: 'M5 2 H11.4 V3.9 H9.2 V6.4 H11 A4.4 4.4 0 0 1 15.4 10.8 V12 H12.2 V11 A1.2 1.2 0 0 0 11 9.8 H2.2 V6.4 H7.2 V3.9 H5 Z M13.8 13.2 C13.8 13.2 15.1 14.8 15.1 15.6 A1.3 1.3 0 0 1 12.5 15.6 C12.5 14.8 13.8 13.2 13.8 13.2 Z',
    line: '',
  },
  // A pipe out of a wall, pouring.
  drainer: {
    fill: 'M2 2.5 H4.8 V15.5 H2 Z M5.4 5.4 H10.6 V10 H5.4 Z',
    line: 'M11.4 6.6 C14.4 6.6 15.2 9.6 15.2 14.8 M11.4 9.2 C12.4 9.2 12.6 11.6 12.6 14.8',
  },
  // Arrow into a wave.
  outfall: {
    fill: 'M7.6 1.5 H10.4 V5.8 H13.4 L9 10.6 L4.6 5.8 H7.6 Z',
    line: 'M1.8 12.6 q1.8 -2 3.6 0 t3.6 0 t3.6 0 t3.6 0 M1.8 16 q1.8 -2 3.6 0 t3.6 0 t3.6 0 t3.6 0',
  },
  manhole: { fill: 'M9 6.6 A2.4 2.4 0 1 1 9 11.4 A2.4 2.4 0 1 1 9 6.6 Z', line: 'M9 3 A6 6 0 1 1 9 15 A6 6 0 1 1 9 3 Z' },
  // Ruler.
  rainGauge: { fill: '', line: 'M5.6 1.8 H12.4 V16.2 H5.6 Z M5.6 5 H8.6 M5.6 8 H10.2 M5.6 11 H8.6 M5.6 14 H10.2' },
  weir: { fill: 'M2 5 H5.6 L9 10 L12.4 5 H16 V14.5 H2 Z', line: '' },
  orifice: { fill: 'M9 6.6 A2.4 2.4 0 1 1 9 11.4 A2.4 2.4 0 1 1 9 6.6 Z', line: 'M9 1.8 V4.4 M9 13.6 V16.2' },
  outlet: { fill: 'M9.4 4.6 L15.6 9 L9.4 13.4 Z', line: 'M2.4 9 H10' },
  valve: { fill: 'M2.4 4.4 L9 9 L2.4 13.6 Z M15.6 4.4 L9 9 L15.6 13.6 Z', line: '' },
};

/** When a kind is worth showing. Smaller comes first and lives longer on the way out. */
export interface Standing {
  /** From this zoom on, even without a state. With a level it is shown at every zoom. */
  readonly fromZoom: number;
  /** Its name stands beside it from here. */
  readonly labelFromZoom: number;
  /** Never hidden in a count. */
  readonly alone: boolean;
}

export const standings: Readonly<Partial<Record<AssetKind, Standing>>> = {
  treatmentPlant: { fromZoom: 0, labelFromZoom: 12, alone: true },
  reclaimedPlant: { fromZoom: 0, labelFromZoom: 12, alone: true },
  pumpStation: { fromZoom: 0, labelFromZoom: 14, alone: false },
  storageTank: { fromZoom: 0, labelFromZoom: 14, alone: false },
  outfall: { fromZoom: 12, labelFromZoom: 16, alone: false },
  rainGauge: { fromZoom: 12, labelFromZoom: 16, alone: false },
  reuseIntake: { fromZoom: 13, labelFromZoom: 16, alone: false },
  drainer: { fromZoom: 13, labelFromZoom: 16, alone: false },
  weir: { fromZoom: 16, labelFromZoom: 18, alone: false },
  orifice: { fromZoom: 16, labelFromZoom: 18, alone: false },
  outlet: { fromZoom: 16, labelFromZoom: 18, alone: false },
  valve: { fromZoom: 16, labelFromZoom: 18, alone: false },
  // Near, the network layer draws its dot; only one with a level is a symbol.
  manhole: { fromZoom: Infinity, labelFromZoom: 19, alone: false },
};
