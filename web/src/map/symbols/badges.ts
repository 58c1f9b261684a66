/** Outlines that carry a state by shape and colour, around (0, 0). SVG path data. Also used by lists and legends of the page. */
export const badges = {
  none: 'M0 -11.5 A11.5 11.5 0 1 1 0 11.5 A11.5 11.5 0 1 1 0 -11.5 Z',
  /** Ring. */
  blue: 'M0 -12.5 A12.5 12.5 0 1 1 0 12.5 A12.5 12.5 0 1 1 0 -12.5 Z',
  /** Triangle, its middle a little above the place so that the silhouette fits. */
  yellow: 'M-1.9 -18.6 Q0 -21 1.9 -18.6 L19.2 8.6 Q20.4 11.4 17.4 11.5 L-17.4 11.5 Q-20.4 11.4 -19.2 8.6 Z',
  /** Diamond. */
  orange: 'M-1.6 -17.4 Q0 -18.8 1.6 -17.4 L17.4 -1.6 Q18.8 0 17.4 1.6 L1.6 17.4 Q0 18.8 -1.6 17.4 L-17.4 1.6 Q-18.8 0 -17.4 -1.6 Z',
  /** Octagon. */
  red: 'M-6 -14.5 H6 L14.5 -6 V6 L6 14.5 H-6 L-14.5 6 V-6 Z',
} as const;

/** How large the silhouette is drawn inside each, and how far below the place its middle is. */
export const inside: Readonly<Record<keyof typeof badges, { readonly size: number; readonly down: number }>> = {
  none: { size: 15, down: 0 },
  blue: { size: 16, down: 0 },
  yellow: { size: 15, down: 2 },
  orange: { size: 16, down: 0 },
  red: { size: 17, down: 0 },
};
