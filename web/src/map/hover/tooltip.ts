import type { HoverText } from '../contract';

const gap = 14;

/** The few words beside the pointer. Text only, never markup: names come from imported data. */
export class Tooltip {
  private readonly element: HTMLElement;
  private readonly parts: readonly HTMLElement[];

  constructor(private readonly container: HTMLElement) {
    this.element = document.createElement('div');
    this.element.className = 'dt-tip';
    this.element.setAttribute('role', 'tooltip');
    this.parts = ['title', 'value', 'age'].map((name) => {
      const part = document.createElement('div');
      part.className = `dt-tip-${name}`;
      return this.element.appendChild(part);
    });
    container.appendChild(this.element);
  }

  /** At a point of the container, px; on its other side where it would leave it. */
  show(text: HoverText, x: number, y: number): void {
    [text.title, text.value, text.age].forEach((words, i) => {
      const part = this.parts[i]!;
      if (part.textContent !== words) part.textContent = words;
    });
    this.element.classList.add('is-shown');
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.element;
    const left = x + gap + offsetWidth > clientWidth ? x - gap - offsetWidth : x + gap;
    const top = y + gap + offsetHeight > clientHeight ? y - gap - offsetHeight : y + gap;
    this.element.style.transform = `translate(${Math.max(0, Math.round(left))}px, ${Math.max(0, Math.round(top))}px)`;
  }

  hide(): void {
    this.element.classList.remove('is-shown');
  }

  remove(): void {
    this.element.remove();
  }
}
