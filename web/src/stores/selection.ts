import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { AssetId } from '../wire/brands';
import type { DeepLink } from '../router/deepLink';

/** What the reader looks at: one asset or one warning or nothing; and what was looked at before, for the search box. */
export const useSelection = defineStore('selection', () => {
  const asset = ref<AssetId | null>(null);
  const warning = ref<string | null>(null);
  const recent = ref<readonly AssetId[]>([]);
  const any = computed(() => asset.value !== null || warning.value !== null);
  const link = computed<DeepLink>(() => ({ ...(asset.value && { asset: asset.value }), ...(warning.value && { warning: warning.value }) }));

  function selectAsset(id: AssetId): void {
    asset.value = id;
    warning.value = null;
    recent.value = [id, ...recent.value.filter((other) => other !== id)].slice(0, 8);
  }

  function selectWarning(id: string): void {
    warning.value = id;
    asset.value = null;
  }

  function clear(): void {
    asset.value = null;
    warning.value = null;
  }

  return { asset, warning, recent, any, link, selectAsset, selectWarning, clear };
});
