/** Where to go after signing in: a path of this page, and never another site's address. */
export function inThisPage(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/signin') ? wanted : '/';
}
