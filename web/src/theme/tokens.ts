/** Colours of one theme. One source for the style sheet's variables and for what the canvas draws. */
export interface ThemeTokens {
  readonly ground: string;
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  /** Pipe classes: thin and calm. */
  readonly sewer: string;
  readonly storm: string;
  readonly combined: string;
  readonly reclaimed: string;
  /** Water of the base map, and river sections. */
  readonly water: string;
  /** Fill ratio as a pipe style: from the middle bins to past full. One hue, none of the levels'. */
  readonly fill: string;
  readonly fillFull: string;
  /** Between two runs: where one has less water than the other, and where more. */
  readonly less: string;
  readonly more: string;
  /** Warning levels and nothing else. */
  readonly blue: string;
  readonly yellow: string;
  readonly orange: string;
  readonly red: string;
}

export type ThemeName = 'night' | 'day';

export const themes: Readonly<Record<ThemeName, ThemeTokens>> = {
  night: {
    ground: '#0A101C',
    panel: '#121B2C',
    line: '#24324B',
    text: '#E8EEF8',
    quiet: '#93A3BD',
    accent: '#4AA8FF',
    sewer: '#B08A5B',
    storm: '#5B8DB0',
    combined: '#8A8F6B',
    reclaimed: '#6FCF97',
    water: '#16324F',
    fill: '#2C8C93',
    fillFull: '#B9F5EC',
    less: '#35C3B4',
    more: '#D77BE8',
    blue: '#4C8DFF',
    yellow: '#F2C230',
    orange: '#F28B30',
    red: '#F0494E',
  },
  day: {
    ground: '#F3F5F8',
    panel: '#FFFFFF',
    line: '#D8DEE8',
    text: '#162033',
    quiet: '#5A6B85',
    accent: '#0B6BCB',
    sewer: '#8D6E49',
    storm: '#49718D',
    combined: '#6E7256',
    reclaimed: '#2E9E63',
    water: '#CFE2F2',
    fill: '#7FC4C4',
    fillFull: '#04474F',
    less: '#0B8579',
    more: '#A032B8',
    blue: '#447FE6',
    yellow: '#DAAF2B',
    orange: '#DA7D2B',
    red: '#D84246',
  },
};

/** Writes a theme as CSS variables (`--ground: #0A101C; …`). */
export function cssVariables(theme: ThemeName): string {
  return Object.entries(themes[theme]).map(([name, value]) => `--${name}: ${value};`).join(' ');
}
