import L from 'leaflet';
import type { TileSource } from '../../wire/city';
import { gcj02 } from './gcj02';

/** Pictures of the ground from a tile server. In GCJ-02 the pictures are moved under the data, never the data over the pictures. */
export function groundTiles(source: TileSource, pane: string): L.TileLayer {
  const options: L.TileLayerOptions = {
    pane, attribution: source.attribution, maxNativeZoom: source.maxZoom, maxZoom: 22, updateWhenIdle: false,
    ...(source.subdomains.length > 0 ? { subdomains: [...source.subdomains] } : {}),
  };
  return source.shift === 'gcj02' ? new ShiftedTiles(source.url, options) : L.tileLayer(source.url, options);
}

/** Leaflet's own steps that place tiles; stable throughout 1.x. */
interface Grid {
  _getTiledPixelBounds(center: L.LatLng): L.Bounds;
  _setZoomTransform(level: Level, center: L.LatLng, zoom: number): void;
}
interface Level {
  readonly zoom: number;
  readonly origin: L.Point;
  readonly el: HTMLElement;
}

const grid = L.GridLayer.prototype as unknown as Grid;

/**
 * Tiles of a shifted map. Over one view the shift is constant to a pixel's fraction, so all tiles move together by what
 * the shift is at its middle, and are asked for where the shifted view lies.
 */
class ShiftedTiles extends L.TileLayer {
  _getTiledPixelBounds(center: L.LatLng): L.Bounds {
    return grid._getTiledPixelBounds.call(this, shifted(center));
  }

  _setZoomTransform(level: Level, center: L.LatLng, zoom: number): void {
    const map = this._map as L.Map & { _getNewPixelOrigin(center: L.LatLng, zoom: number): L.Point };
    const scale = map.getZoomScale(zoom, level.zoom);
    const offset = map.project(shifted(center), zoom).subtract(map.project(center, zoom));
    const at = level.origin.multiplyBy(scale).subtract(map._getNewPixelOrigin(center, zoom)).subtract(offset).round();
    L.DomUtil.setTransform(level.el, at, scale);
  }

  override getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    const events = super.getEvents!();
    return {
      ...events,
      // The shift is another one here than where the last zoom left the tiles.
      moveend: (event) => {
        events.moveend?.call(this, event);
        const levels = (this as unknown as { _levels: Record<string, Level> })._levels;
        for (const level of Object.values(levels)) this._setZoomTransform(level, this._map.getCenter(), this._map.getZoom());
      },
    };
  }
}

function shifted(center: L.LatLng): L.LatLng {
  const [lon, lat] = gcj02(center.lng, center.lat);
  return L.latLng(lat, lon);
}
