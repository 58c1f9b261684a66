const earthRadiusM = 6_371_008.8;
const toRadians = Math.PI / 180;

/** Length of a way over the ground in m: great circles between its points (degrees, lon before lat). */
export function metresOf(way: readonly (readonly [number, number])[]): number {
  return way.slice(1).reduce((sum, [lon, lat], i) => {
    const [lon0, lat0] = way[i]!;
    const a = Math.sin(((lat - lat0) * toRadians) / 2) ** 2 + Math.cos(lat0 * toRadians) * Math.cos(lat * toRadians) * Math.sin(((lon - lon0) * toRadians) / 2) ** 2;
    return sum + 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(a)));
  }, 0);
}

/** `320 m`, `1.25 km`. */
export function lengthText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(2)} km`;
}
