/** Two short tones for a call: heard over a room's noise, not startling. */
const tones = [880, 660] as const;
const toneSeconds = 0.18;
const storageKey = 'digitaltwin.alarms.sound';

/** Off until somebody wants it: control rooms have their own horns. */
export function soundWanted(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'on';
  } catch {
    return false;
  }
}

export function rememberSound(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Private windows may refuse; it then holds for this visit.
  }
}

let context: AudioContext | undefined;

export function ring(): void {
  context ??= new AudioContext();
  tones.forEach((frequency, i) => {
    const oscillator = new OscillatorNode(context!, { frequency, type: 'triangle' });
    const gain = new GainNode(context!, { gain: 0.15 });
    oscillator.connect(gain).connect(context!.destination);
    oscillator.start(context!.currentTime + i * toneSeconds);
    oscillator.stop(context!.currentTime + (i + 1) * toneSeconds);
  });
}
