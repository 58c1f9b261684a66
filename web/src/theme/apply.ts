import { themes, type ThemeName } from './tokens';

/** Puts a theme's colours on the document. Through the object model: the Content-Security-Policy allows no inline style. */
export function applyTheme(name: ThemeName, root: HTMLElement = document.documentElement): void {
  for (const [token, colour] of Object.entries(themes[name])) root.style.setProperty(`--${token}`, colour);
  root.dataset.theme = name;
  root.style.colorScheme = name === 'night' ? 'dark' : 'light';
}
