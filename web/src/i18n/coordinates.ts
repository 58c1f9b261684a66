import type { CoordinateStyle } from '../stores/settings';

/** A position for people, latitude first; five decimals are about a metre. */
export function positionText(lng: number, lat: number, style: CoordinateStyle): string {
  return style === 'dms' ? `${dms(lat, 'N', 'S')} ${dms(lng, 'E', 'W')}` : `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
}

function dms(degrees: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600) % 60;
  return `${Math.floor(tenths / 36_000)}°${String(minutes).padStart(2, '0')}′${seconds.toFixed(1).padStart(4, '0')}″${degrees < 0 ? negative : positive}`;
}
