import type L from 'leaflet';
import type { Row } from '../../wire/brands';
import { kindOf } from '../../wire/kinds';
import { levels } from '../../wire/levels';
import { isStaleAt, levelAt, readingAt } from '../../live/state';
import type { AssetIndex } from '../assetIndex';
import type { AssetHit, Hit } from '../contract';
import { hitNetwork } from '../network/hit';
import type { NetworkLayer } from '../network/layer';
import type { NetworkScene } from '../network/scene';
import { latOf, lonOf, worldX, worldY } from '../project';
import { faceOf } from '../symbols/face';
import type { Gathered } from '../symbols/gather';
import type { SymbolLayer } from '../symbols/layer';
import type { WarningLayer } from '../warnings/layer';

/** What is under a point: a warning's mark, else a symbol, else a manhole or a pipe. */
export class HitTest {
  private scene: NetworkScene | null = null;
  private index: AssetIndex | null = null;

  constructor(private readonly map: L.Map, private readonly network: NetworkLayer, private readonly symbols: SymbolLayer, private readonly warnings: WarningLayer) {}

  setScene(scene: NetworkScene | null, index: AssetIndex | null): void {
    this.scene = scene;
    this.index = index;
  }

  /** At a point of the container. The count itself comes along where several assets are gathered. */
  at(point: L.Point): { readonly hit: Hit; readonly cluster: Gathered | null } | null {
    const { scene } = this;
    if (scene === null) return null;
    const warning = this.warnings.hit(point);
    if (warning !== null) return { hit: { type: 'warning', ...warning }, cluster: null };
    const symbol = this.symbols.hit(point);
    if (symbol !== null && symbol.rows.length > 1) {
      const { level } = faceOf(scene.live, symbol);
      return { hit: { type: 'cluster', count: symbol.rows.length, level, position: [lonOf(symbol.x), latOf(symbol.y)] }, cluster: symbol };
    }
    const { lat, lng } = this.map.containerPointToLatLng(point);
    const zoom = this.map.getZoom();
    const row = symbol?.rows[0] ?? hitNetwork(scene, zoom, worldX(lng), worldY(lat), (link) => this.network.widthOf(link, zoom));
    return row === null ? null : { hit: this.asset(scene, row), cluster: null };
  }

  private asset(scene: NetworkScene, row: Row): AssetHit {
    const { live } = scene;
    const [x, y] = scene.position(row);
    return {
      type: 'asset',
      row,
      id: this.index?.id(row) ?? null,
      name: this.index?.name(row) ?? null,
      kind: kindOf(live.rows.kindOf(row)),
      level: levels[levelAt(live.state, row)] ?? 'none',
      stale: isStaleAt(live.state, row) || live.isOutOfTouch,
      reading: readingAt(live.state, row),
      fill: live.state.fill[row]!,
      position: [lonOf(x), latOf(y)],
    };
  }
}
