import { themes, type ThemeName } from '../../theme/tokens';
import { assetKinds } from '../../wire/kinds';
import { levels } from '../../wire/levels';
import { kindWord } from '../hover/describe';
import { drawFace, spriteSide } from '../symbols/atlas';
import { silhouettes } from '../symbols/shapes';

/** Every symbol in every state, on the theme's ground: `map-lab.html?sheet`. */
export function symbolSheet(element: HTMLElement, theme: ThemeName, scale: number): void {
  const tokens = themes[theme];
  const kinds = assetKinds.filter((kind) => silhouettes[kind] !== undefined);
  const states = [...levels.map((level) => ({ level, stale: false, coming: false })), { level: 'none', stale: true, coming: false }, { level: 'red', stale: true, coming: false }, { level: 'none', stale: false, coming: true }] as const;
  const canvas = element.appendChild(document.createElement('canvas'));
  canvas.width = (140 + states.length * spriteSide) * scale;
  canvas.height = kinds.length * spriteSide * scale;
  const ctx = canvas.getContext('2d')!;
  ctx.scale(scale, scale);
  ctx.fillStyle = tokens.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  kinds.forEach((kind, row) => {
    ctx.fillStyle = tokens.text;
    ctx.font = '13px system-ui';
    ctx.textBaseline = 'middle';
    ctx.fillText(kindWord(kind, 'zh'), 12, (row + 0.5) * spriteSide);
    states.forEach((state, column) => {
      ctx.save();
      ctx.translate(140 + (column + 0.5) * spriteSide, (row + 0.5) * spriteSide);
      drawFace(ctx, { kind, estimated: false, ...state }, tokens);
      ctx.restore();
    });
  });
}
