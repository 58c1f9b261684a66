/** Web Mercator in units of pixels at zoom 0, where the world is 256 wide: x = lon/360, y grows southwards. */
export const worldSize = 256;

const toRadians = Math.PI / 180;

export function worldX(lon: number): number {
  return ((lon + 180) / 360) * worldSize;
}

export function worldY(lat: number): number {
  const sin = Math.sin(lat * toRadians);
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * worldSize;
}

export function lonOf(x: number): number {
  return (x / worldSize) * 360 - 180;
}

export function latOf(y: number): number {
  return Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / worldSize))) / toRadians;
}
