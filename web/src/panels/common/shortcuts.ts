import { onBeforeUnmount, onMounted } from 'vue';
import { moveInLists } from './listKeys';

export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Keys for the whole page. A key typed into a field is text, not a command; only Escape and ⌘K / Ctrl+K act there too.
 * Named as in `KeyboardEvent.key`; `mod+k` for ⌘ or Ctrl.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const handle = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Keys belong to an open dialog, and Escape to the browser, which closes it.
    if (document.querySelector('dialog[open]') !== null) return;
    const name = commandOf(event);
    if (name === null) return;
    const command = shortcuts[name];
    if (command) command();
    else if (name.startsWith('mod+') || !moveInLists(event)) return;
    event.preventDefault();
  };
  onMounted(() => window.addEventListener('keydown', handle));
  onBeforeUnmount(() => window.removeEventListener('keydown', handle));
}

/** The command that a key means here, or null where it is typing. */
export function commandOf(event: KeyboardEvent): string | null {
  if (event.metaKey || event.ctrlKey) return event.altKey ? null : `mod+${event.key.toLowerCase()}`;
  if (event.altKey) return null;
  return isTyping(event.target) && event.key !== 'Escape' ? null : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
