// A real OpenID provider with its own sign-in pages, for one test: node provider.mjs PORT REDIRECT_URI
import { Provider } from 'oidc-provider'

const [port, redirect] = process.argv.slice(2)
const people = {
  wang: { preferred_username: 'wang', name: '王值班', groups: ['duty', 'unknown'], department: 'w', regions: ['north'] },
  outsider: { preferred_username: 'outsider', name: 'Outsider', groups: ['unknown'], department: 'w' },
  admin: { preferred_username: 'admin', name: 'Impostor', groups: ['duty'], department: 'w' },
}
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'twin', client_secret: 'not-a-secret-in-a-test', redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'], token_endpoint_auth_method: 'client_secret_post' }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups', 'department', 'regions'] },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  cookies: { keys: ['only for a test'] },
})
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'))
