import { describe, expect, it } from 'vitest';
import { formatLink, parseLink } from './deepLink';

describe('deep links', () => {
  it.each([
    ['', {}],
    ['#asset=demo:PS-3', { asset: 'demo:PS-3' }],
    ['#warning=demo:PS-3/pumpTripped', { warning: 'demo:PS-3/pumpTripped' }],
    ['#view=38.41201,112.73411,14.00', { view: { lat: 38.41201, lng: 112.73411, zoom: 14 } }],
    ['#asset=demo:二号泵站&view=-38.41201,-112.73411,9.50', { asset: 'demo:二号泵站', view: { lat: -38.41201, lng: -112.73411, zoom: 9.5 } }],
    ['#asset=demo:a%2525%2526%2523%252B&view=1.00000,2.00000,3.00'.replaceAll('%25', '%'), { asset: 'demo:a%&#+', view: { lat: 1, lng: 2, zoom: 3 } }],
  ])('reads and writes %s alike', (hash, link) => {
    expect(parseLink(hash)).toEqual(link);
    expect(formatLink(link)).toBe(hash);
  });

  it.each(['#view=91,0,3', '#view=1,2', '#view=1,2,x', '#view=1,181,3', '#view=1,2,99', '#nonsense', '#asset='])('leaves out what makes no sense in %s', (hash) => {
    expect(parseLink(hash)).toEqual({});
  });

  it('shows the warning where both are named', () => {
    expect(parseLink('#asset=demo:A&warning=w1')).toEqual({ warning: 'w1' });
  });
});
