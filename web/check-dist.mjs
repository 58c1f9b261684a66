// Holds the built page to two promises: the first route is small, and nothing in it needs more than the host's
// Content-Security-Policy gives (no inline script, no code from text).
import { readFileSync, readdirSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budgetKb = 350;
const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist');
const read = (file) => readFileSync(join(dist, file), 'utf8');
const html = read('index.html');

const first = new Set();
for (const [, file] of html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)) follow(file);

function follow(file) {
  if (first.has(file)) return;
  first.add(file);
  if (!file.endsWith('.js')) return;
  for (const [, name] of read(file).matchAll(/(?:^|[;}\s])(?:import|export)[^;"'()]*?["']\.\/([^"']+\.js)["']/g)) follow(join(dirname(file), name));
}

const sizes = [...first].map((file) => [file, gzipSync(read(file)).length / 1000]);
const total = sizes.reduce((sum, [, kb]) => sum + kb, gzipSync(html).length / 1000);
const faults = [];
if (sizes.length < 3) faults.push(`only ${sizes.length} files were found for the first route`);
if (total > budgetKb) faults.push(`the first route is ${total.toFixed(0)} kB compressed; at most ${budgetKb} is allowed`);
if (/<script(?![^>]*\bsrc=)/.test(html)) faults.push('index.html has an inline script');
for (const file of readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'))) {
  if (/\bnew Function\(|[^.\w]eval\(/.test(read(`assets/${file}`))) faults.push(`${file} makes code from text`);
}

for (const [file, kb] of sizes) console.log(`${kb.toFixed(1).padStart(7)} kB  ${file}`);
console.log(`${total.toFixed(1).padStart(7)} kB  first route, of ${budgetKb}`);
for (const fault of faults) console.error(`error: ${fault}`);
process.exitCode = faults.length ? 1 : 0;
