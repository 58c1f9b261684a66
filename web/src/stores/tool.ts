import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { AssetId } from '../wire/brands';

/** Something to find out: what a release at a place would reach, who could have caused what is seen, or how it would go otherwise. */
export type Tool =
  | { readonly type: 'spill'; readonly asset: AssetId }
  | { readonly type: 'whatif'; readonly id: string | null; readonly asset: AssetId | null }
  | { readonly type: 'cause'; readonly warning: string | null; readonly asset: AssetId | null };

/** The tool that is open, if any. While one is, a click on an asset is meant for it. */
export const useTool = defineStore('tool', () => {
  const open = shallowRef<Tool | null>(null);
  /** Assets clicked for the open tool, as they come. */
  const picked = shallowRef<AssetId | null>(null);

  function begin(tool: Tool): void {
    picked.value = null;
    open.value = tool;
  }

  function pick(asset: AssetId): void {
    if (open.value?.type === 'spill') open.value = { type: 'spill', asset };
    else picked.value = asset;
  }

  function close(): void {
    open.value = null;
    picked.value = null;
  }

  return { open, picked, begin, pick, close };
});
