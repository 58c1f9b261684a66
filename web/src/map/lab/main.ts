import { millis } from '../../wire/brands';
import { LiveNetwork } from '../../live/network';
import { createMap } from '../index';
import { syntheticNetwork } from './city';

const parameters = new URLSearchParams(location.search);
const live = new LiveNetwork(syntheticNetwork(Number(parameters.get('pipes') ?? 100_000), 7));
const element = document.getElementById('app')!;
element.style.position = 'fixed';
element.style.inset = '0';
const map = createMap(element, { theme: parameters.get('theme') === 'day' ? 'day' : 'night', language: 'zh', now: () => millis(Date.now()) });
map.setNetwork(live);
Object.assign(window, { lab: { map, live } });
