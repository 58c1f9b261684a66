/** City seconds a second that one can play at. */
export const speeds = [1, 10, 60, 300, 600, 3600] as const;
export type Speed = (typeof speeds)[number];

/** Frames a second where the speed allows them; more would be drawn for nobody. */
const framesPerSecond = 4;

export const isSpeed = (value: number): value is Speed => speeds.some((s) => s === value);

/** How far one frame goes, in whole city seconds, and how long it stands, in ms. */
export function paceOf(speed: Speed): { readonly stepSeconds: number; readonly frameMs: number } {
  const stepSeconds = Math.max(1, Math.round(speed / framesPerSecond));
  return { stepSeconds, frameMs: (stepSeconds / speed) * 1000 };
}
