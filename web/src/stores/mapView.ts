import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import type { LayerSwitches, Legend, MapExpectation, MapView, PipeStyle, View, ViewEvent } from '../map/contract';
import type { Bounds } from '../wire/city';
import type { AssetId } from '../wire/brands';

export type FlyTarget = AssetId | View | Bounds;

/** How the map is looked at, and the way for other panels to move it. */
export const useMapView = defineStore('mapView', () => {
  const map = shallowRef<MapView | null>(null);
  const legend = shallowRef<Legend | null>(null);
  const at = shallowRef<ViewEvent | null>(null);
  const style = ref<PipeStyle>('class');
  /** What stands in for the chosen style while the map shows another thing than now. */
  const instead = ref<PipeStyle | null>(null);
  /** What a forecast puts over the network for the moment shown. */
  const expectation = shallowRef<MapExpectation | null>(null);
  const drawnStyle = computed(() => instead.value ?? style.value);
  const layers = ref<Omit<LayerSwitches, 'tiles'>>({ pipes: true, symbols: true, warnings: true, labels: true, districts: true, graticule: true });
  let pending: FlyTarget | null = null;

  function attach(view: MapView): void {
    map.value = markRaw(view);
    legend.value = view.legend();
  }

  /** Goes there now, or as soon as the map can: an asset is known by id only once its labels have come. */
  function fly(target: FlyTarget, ready: boolean): void {
    pending = ready && map.value ? null : target;
    if (!pending) map.value!.flyTo(target);
  }

  function flyPending(): void {
    const target = pending;
    pending = null;
    if (target) map.value?.flyTo(target);
  }

  return { map, legend, at, style, instead, drawnStyle, expectation, layers, attach, fly, flyPending };
});
