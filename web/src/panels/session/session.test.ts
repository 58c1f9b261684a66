import { describe, expect, it } from 'vitest';
import { inThisPage } from './inThisPage';
import { passwordFault } from './password';

describe('where one goes after signing in', () => {
  it.each(['/alarms', '/incidents/I-20301101-1?lang=en', '/#asset=demo:PS-1'])('may be %s', (path) => expect(inThisPage(path)).toBe(path));
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', undefined, ['/a'], '/signin?next=/signin'])('is the map instead of %s', (path) => expect(inThisPage(path)).toBe('/'));
});

describe('a new password', () => {
  const good = 'rain over the ring main';
  it.each([
    ['once', 'short', 'short', 'tooShort'], ['once', 'aaaaaaaaaaaaaaa', 'aaaaaaaaaaaaaaa', 'tooPlain'], [good, good, good, 'same'], ['once', good, `${good}!`, 'differs'],
  ])('from %s to %s is refused: %s', (now, next, again, key) => expect(passwordFault(now, next, again)?.key).toBe(key));
  it('is taken where it is long, mixed and typed twice alike', () => expect(passwordFault('once', good, good)).toBeNull());
  it('says how many characters are wanted', () => expect(passwordFault('', 'abcdefgh', '')?.n).toBe(4));
});
