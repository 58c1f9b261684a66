// Tells of each failed test, adds up what the test runners counted and prints the one closing line: N passed, N failed.
import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { failures } from './failures.mjs'

const [folder, runnerFailed] = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }
let missing = []

for (const file of readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.trx'))) {
  const counters = /<Counters ([^>]*)>/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? ''
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0)
  total.passed += count('passed')
  total.failed += count('failed') + count('error') + count('timeout') + count('aborted')
  total.skipped += count('total') - count('executed')
}
if (total.passed + total.failed === 0) missing.push('C#')

const web = join(folder, 'web.json')
if (existsSync(web)) {
  const report = JSON.parse(readFileSync(web, 'utf8'))
  total.passed += report.numPassedTests
  total.failed += report.numFailedTests
  total.skipped += report.numPendingTests + report.numTodoTests
} else {
  missing.push('TypeScript')
}

for (const failure of failures(folder)) console.log(failure)
if (missing.length > 0) console.error(`twin: no ${missing.join(' and no ')} test ran.`)
// A runner that ended badly without a failed test (a crash, a lint finding) is a failure too.
if (total.failed === 0 && (runnerFailed !== '0' || missing.length > 0)) {
  total.failed = 1
  console.log('failed: a runner, without a failed test: a crash, a type error or a lint finding; it stands above.')
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 ? 1 : 0
