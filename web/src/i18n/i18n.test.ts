import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en';
import zh from './zh';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`)));
}
const chinese = new Map(leaves(zh));
const english = new Map(leaves(en));
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** What leads to the other language is written in that language. */
const inTheOther = ['bar.language', 'bar.otherLanguage'];

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
  });

  it('leave nothing empty', () => {
    expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill in the same values', () => {
    for (const [key, text] of chinese) expect([key, holes(english.get(key)!)]).toEqual([key, holes(text)]);
  });

  it('leave no Chinese in the English', () => {
    expect([...english].filter(([key, text]) => !inTheOther.includes(key) && /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(text))).toEqual([]);
  });

  it('say everything in Chinese that Chinese can say', () => {
    const foreign = [...chinese].filter(([key, text]) => !inTheOther.includes(key) && /^[^\u3000-\uffef]*[a-z][^\u3000-\uffef]*$/i.test(text.replace(/\{\w+\}/g, '')));
    expect(foreign).toEqual([]);
  });
});

describe('what the page asks the languages for', () => {
  const source = sources(join(import.meta.dirname, '..'));
  const asked = [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key!);
  const families = [...source.matchAll(/`([\w.]+\.)[\w]*\$\{/g)].map(([, prefix]) => prefix!);

  it('is there', () => {
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.filter((key) => !chinese.has(key))).toEqual([]);
  });

  it('is all that is there', () => {
    const quoted = new Set([...source.matchAll(/'([a-zA-Z]+\.[\w.]+)'/g)].map(([, key]) => key!));
    expect([...chinese.keys()].filter((key) => !quoted.has(key) && !families.some((prefix) => key.startsWith(prefix)))).toEqual([]);
  });
});

/** All of the page's own source, tests and dictionaries left out. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|vue)$/.test(entry.name) && !/\.test\.ts$|[\\/]i18n[\\/](zh|en)\.ts$/.test(path) ? readFileSync(path, 'utf8') : '';
  }).join('\n');
}
