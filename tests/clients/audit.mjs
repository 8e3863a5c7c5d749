// What others hold a server and a schema to: graphql-http's audit, graphql-schema-linter's rules.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { serverAudits } from 'graphql-http'

import { BRANCH } from './scenario.mjs'
import { ROOT } from './server.mjs'

const RULES = [
  'arguments-have-descriptions',
  'defined-types-are-used',
  'deprecations-have-a-reason',
  'descriptions-are-capitalized',
  'enum-values-all-caps',
  'enum-values-have-descriptions',
  'fields-are-camel-cased',
  'fields-have-descriptions',
  'input-object-values-are-camel-cased',
  'input-object-values-have-descriptions',
  'relay-connection-arguments-spec',
  'relay-connection-types-spec',
  'relay-page-info-spec',
  'types-are-capitalized',
  'types-have-descriptions',
]

export async function audited(server, say) {
  const audits = serverAudits({
    url: `${server.url}/graphql`,
    fetchFn: (url, init) =>
      fetch(url, { ...init, headers: { ...init?.headers, ...server.headers(BRANCH) } }),
  })
  const results = await Promise.all(audits.map((audit) => audit.fn()))
  const wrong = results.filter((result) => result.status !== 'ok')
  if (wrong.length) throw new Error(wrong.map((r) => `${r.status} ${r.name}: ${r.reason}`).join('\n'))
  say('graphql-http', `its ${audits.length} audits, without an error or a warning`)
}

export async function linted(say) {
  const linter = new URL('node_modules/.bin/graphql-schema-linter', import.meta.url).pathname
  const sent = [linter, '--rules', RULES.join(','), `${ROOT}schema.graphql`]
  await promisify(execFile)(process.execPath, sent).catch((error) => {
    throw new Error(error.stdout || error.message)
  })
  say('graphql-schema-linter', `${RULES.length} rules: Relay, descriptions, names`)
}
