/** The shifted coordinates of Chinese commercial base maps; only for where their pictures are put. Constants as in the server's Gcj02. */
const axis = 6_378_245;
const eccentricitySquared = 0.006_693_421_622_965_943_23;

/** WGS-84 to GCJ-02, degrees; outside China's box there is no shift. */
export function gcj02(lon: number, lat: number): readonly [lon: number, lat: number] {
  if (lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lon, lat];
  const x = lon - 105;
  const y = lat - 35;
  const phi = (lat / 180) * Math.PI;
  const magic = 1 - eccentricitySquared * Math.sin(phi) ** 2;
  const root = Math.sqrt(magic);
  return [
    lon + (shiftEast(x, y) * 180) / ((axis / root) * Math.cos(phi) * Math.PI),
    lat + (shiftNorth(x, y) * 180) / (((axis * (1 - eccentricitySquared)) / (magic * root)) * Math.PI),
  ];
}

function shiftNorth(x: number, y: number): number {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + waves(x)
    + ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3
    + ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
}

function shiftEast(x: number, y: number): number {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + waves(x)
    + ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3
    + ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
}

function waves(x: number): number {
  return ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;
}
