// What the runners wrote down of each failed test: its name, its message and the first lines of its stack.
import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'

const messageLines = 12
const stackLines = 5
const ofRunner = /node_modules|\bSystem\.Reflection\.|\bInvokeStub_|<anonymous>/

/** @param {string} folder holds the .trx files of .NET and vitest's web.json. @returns {string[]} one text a failure. */
export function failures(folder) {
  const trx = readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.trx'))
  const web = join(folder, 'web.json')
  return [
    ...trx.flatMap((file) => ofDotnet(readFileSync(join(folder, file), 'utf8'))),
    ...(existsSync(web) ? ofVitest(JSON.parse(readFileSync(web, 'utf8'))) : []),
  ]
}

function ofDotnet(trx) {
  const results = [...trx.matchAll(/<UnitTestResult ([^>]*\boutcome="(?!Passed|NotExecuted)\w+"[^>]*)>([\s\S]*?)<\/UnitTestResult>/g)].map(
    ([, attributes, body]) => ({ name: attribute(attributes, 'testName'), body }))
  // What a host said before it crashed stands apart, and so do tests that failed until then.
  const said = [...trx.matchAll(/<RunInfo [^>]*\boutcome="Error"[^>]*>([\s\S]*?)<\/RunInfo>/g)].map(([, body]) => element(body, 'Text'))
  const unheard = said.filter((text) => !(text.trimEnd().endsWith('[FAIL]') && results.some(({ name }) => text.includes(name))))
  return [
    ...results.map(({ name, body }) => told(name, element(body, 'Message'), element(body, 'StackTrace'))),
    ...unheard.map((text) => told(`the run of ${assembly(trx)}`, text, '')),
  ]
}

function ofVitest(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return file.status === 'failed' ? [told(basename(file.name), file.message, '')] : []
    return failed.map((test) => {
      const text = test.failureMessages.join('\n')
      const at = text.search(/\n\s+at /)
      return told(`${basename(file.name)} > ${test.fullName}`, at < 0 ? text : text.slice(0, at), at < 0 ? '' : text.slice(at + 1))
    })
  })
}

function told(name, message, stack) {
  const lines = (text) => text.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '')
  return [
    `failed: ${name}`,
    ...lines(message).slice(0, messageLines).map((line) => `    ${line}`),
    ...lines(stack).filter((line) => !ofRunner.test(line)).slice(0, stackLines).map((line) => `      ${line.trim()}`),
  ].join('\n')
}

const assembly = (trx) => basename(/\bcodeBase="([^"]*)"/.exec(trx)?.[1] ?? /\bstorage="([^"]*)"/.exec(trx)?.[1] ?? 'an assembly')
const attribute = (attributes, name) => decoded(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '?')
const element = (body, name) => decoded(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(body)?.[1] ?? '')

const named = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
function decoded(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|quot|apos|amp));/gi, (_, hex, decimal, name) =>
    name ? named[name] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)))
}
