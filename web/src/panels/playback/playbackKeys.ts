import { onBeforeUnmount, onMounted } from 'vue';
import type { usePlayback } from '../../stores/playback';

/** City seconds that an arrow goes, and with Shift. */
export const stepSeconds = 60;
export const leapSeconds = 3600;

/** While another moment than now is shown: space plays and pauses, arrows step. What has a use for a key of its own keeps it. */
export function usePlaybackKeys(playback: ReturnType<typeof usePlayback>): void {
  const handle = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !playback.away || hasOwnUse(event.target, event.key)) return;
    if (event.key === ' ') { if (playback.playing) playback.pause(); else playback.play(); }
    else if (event.key === 'ArrowLeft') playback.step(event.shiftKey ? -leapSeconds : -stepSeconds);
    else if (event.key === 'ArrowRight') playback.step(event.shiftKey ? leapSeconds : stepSeconds);
    else return;
    event.preventDefault();
  };
  onMounted(() => window.addEventListener('keydown', handle));
  onBeforeUnmount(() => window.removeEventListener('keydown', handle));
}

function hasOwnUse(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, dialog, [contenteditable], [role=slider]')) return true;
  return key === ' ' ? target.closest('button, a, summary') !== null : target.closest('.leaflet-container') !== null;
}
