import type { MapView } from '../contract';
import { FrameMeter } from './frames';

export interface Figures {
  readonly fps: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Own drawing per frame, ms. */
  readonly own: { readonly p50: number; readonly p95: number; readonly max: number };
}

/** Looks on for some seconds. */
export function watch(map: MapView, seconds: number): Promise<Figures> {
  return measure(map, () => pause(seconds * 1_000));
}

/** Drags the map as a hand does, there and back, so many px a frame. */
export function pan(map: MapView, element: HTMLElement, seconds: number, pxPerFrame = 12): Promise<Figures> {
  return measure(map, async () => {
    const { width, height, left, top } = element.getBoundingClientRect();
    const end = performance.now() + seconds * 1_000;
    let direction = -1;
    while (performance.now() < end) {
      const from = direction < 0 ? left + width * 0.8 : left + width * 0.2;
      const y = top + height / 2;
      mouse(element, 'mousedown', from, y);
      for (let moved = 0; moved < width * 0.6 && performance.now() < end; moved += pxPerFrame) {
        await frame();
        mouse(element, 'mousemove', from + direction * moved, y + Math.sin(moved / 60) * 30);
      }
      mouse(element, 'mouseup', from + direction * width * 0.6, y);
      direction = -direction;
      await pause(80);
    }
  });
}

async function measure(map: MapView, act: () => Promise<void>): Promise<Figures> {
  const meter = new FrameMeter();
  map.frameStats();
  meter.start();
  await act();
  const seen = meter.stop();
  const { p50, p95, max } = map.frameStats();
  return { ...seen, own: { p50, p95, max } };
}

function mouse(target: EventTarget, type: string, clientX: number, clientY: number): void {
  target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY, button: 0, buttons: type === 'mouseup' ? 0 : 1, view: window }));
}

const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
