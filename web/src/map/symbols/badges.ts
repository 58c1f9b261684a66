/** Outlines that carry a state by shape and colour, around (0, 0). SVG path data. Also used by lists and legends of the page. */
export const badges = {
  none: 'M0 -12.5 A12.5 12.5 0 1 1 0 12.5 A12.5 12.5 0 1 1 0 -12.5 Z',
  /** Ring. */
  blue: 'M0 -13.5 A13.5 13.5 0 1 1 0 13.5 A13.5 13.5 0 1 1 0 -13.5 Z',
  /** Triangle, its middle a little above the place so that the silhouette fits. */
  yellow: 'M-1.7 -17.8 Q0 -20 1.7 -17.8 L18.4 9 Q19.6 11.6 16.8 11.7 L-16.8 11.7 Q-19.6 11.6 -18.4 9 Z',
  /** Diamond. */
  orange: 'M-1.6 -18.2 Q0 -19.6 1.6 -18.2 L18.2 -1.6 Q19.6 0 18.2 1.6 L1.6 18.2 Q0 19.6 -1.6 18.2 L-18.2 1.6 Q-19.6 0 -18.2 -1.6 Z',
  /** Octagon. */
  red: 'M-6.3 -15.2 H6.3 L15.2 -6.3 V6.3 L6.3 15.2 H-6.3 L-15.2 6.3 V-6.3 Z',
} as const;

/** How large the silhouette is drawn inside each, and how far below the place its middle is. */
export const inside: Readonly<Record<keyof typeof badges, { readonly size: number; readonly down: number }>> = {
  none: { size: 17, down: 0 },
  blue: { size: 18, down: 0 },
  yellow: { size: 15, down: 2.5 },
  orange: { size: 18, down: 0 },
  red: { size: 18, down: 0 },
};
