import type { Lab } from './main';
import type { PipeStyle } from '../contract';
import type { Figures } from './trials';

/** A few controls and a line of figures, in plain elements. */
export function controls(parent: HTMLElement, lab: Lab): void {
  const panel = parent.appendChild(document.createElement('form'));
  panel.className = 'lab';
  panel.addEventListener('submit', (event) => event.preventDefault());
  select(panel, 'theme', ['night', 'day'], (theme) => lab.map.setTheme(theme as 'night' | 'day'));
  select(panel, 'style', ['class', 'fill', 'level'], (style) => lab.map.setStyle(style as PipeStyle));
  select(panel, 'changes/s', ['0', '100', '1000', '10000'], (rate) => { lab.state.changesPerSecond = Number(rate); }, String(lab.state.changesPerSecond));
  const figures = document.createElement('output');
  button(panel, 'Watch 5 s', async () => show(figures, 'watch', await lab.watch(5)));
  button(panel, 'Pan 5 s', async () => show(figures, 'pan', await lab.pan(5)));
  panel.appendChild(figures);
}

function show(output: HTMLOutputElement, trial: string, f: Figures): void {
  output.value = `${trial}: ${f.fps} frames/s · frame p50 ${f.p50} p95 ${f.p95} max ${f.max} ms · own p50 ${f.own.p50.toFixed(1)} p95 ${f.own.p95.toFixed(1)} ms`;
}

function select(panel: HTMLElement, name: string, choices: readonly string[], choose: (value: string) => void, chosen = choices[0]!): void {
  const label = panel.appendChild(document.createElement('label'));
  label.append(`${name} `);
  const list = label.appendChild(document.createElement('select'));
  for (const choice of choices) list.add(new Option(choice, choice, choice === chosen, choice === chosen));
  list.addEventListener('change', () => choose(list.value));
}

function button(panel: HTMLElement, name: string, act: () => Promise<void>): void {
  const element = panel.appendChild(document.createElement('button'));
  element.type = 'button';
  element.textContent = name;
  element.addEventListener('click', () => {
    element.disabled = true;
    void act().finally(() => { element.disabled = false; });
  });
}
