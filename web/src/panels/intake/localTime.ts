const two = (n: number) => String(n).padStart(2, '0');

/** A time as a date and minute of this place: `2026-11-22 06:40`. */
export function localMinute(iso: string): string {
  const at = new Date(iso);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The same as a field of type `datetime-local` holds it. */
export const fieldMinute = (iso: string): string => localMinute(iso).replace(' ', 'T');
