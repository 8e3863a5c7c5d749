// Relay: its compiler over our schema, and its store, which keeps objects by `id` alone.

import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { print, visit } from 'graphql'
import relay from 'relay-runtime'

import { documents } from './operations.mjs'
import { BRANCH } from './scenario.mjs'
import { ROOT } from './server.mjs'
import { socket } from './sockets.mjs'

export const name = 'Relay'

// Of an outcome, `id` is that of the obligation that it is about: it is an object of no id.
const getDataID = (fields, type) => (type === 'ObligationOutcome' ? undefined : fields.id)

const { Environment, Network, Observable, RecordSource, Store } = relay
const warnings = []
console.error = (...words) => warnings.push(words.join(' '))
const require = createRequire(import.meta.url)
const MODULE = 'Page'

export async function client(server) {
  const artifacts = await compiled()
  const ws = socket(server)
  const environment = new Environment({
    getDataID,
    store: new Store(new RecordSource()),
    network: Network.create(
      async ({ text }, variables) => {
        const answer = await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { ...server.headers(BRANCH), 'content-type': 'application/json' },
          body: JSON.stringify({ query: text, variables }),
        })
        return answer.json()
      },
      ({ text }, variables) =>
        Observable.create((sink) => ws.subscribe({ query: text, variables }, sink)),
    ),
  })
  return {
    name,
    ask(name, variables) {
      if (warnings.length) throw new Error(warnings.join('\n'))
      const artifact = artifacts[name]
      if (artifact.params.operationKind === 'mutation') {
        return new Promise((onCompleted, onError) =>
          relay.commitMutation(environment, { mutation: artifact, variables, onCompleted, onError }),
        )
      }
      return relay.fetchQuery(environment, artifact, variables).toPromise()
    },
    async kept(name, variables) {
      const operation = relay.createOperationDescriptor(artifacts[name], variables)
      const { data, isMissingData } = environment.lookup(operation.fragment)
      if (isMissingData) throw new Error('the store has not all of it')
      return data
    },
    follow(variables, told) {
      let subscription
      const ended = new Promise((onCompleted, onError) => {
        subscription = relay.requestSubscription(environment, {
          subscription: artifacts.Changed,
          variables,
          onNext: (data) => told(data.obligationChanged),
          onCompleted,
          onError,
        })
      })
      return { ended, stop: () => subscription.dispose() }
    },
  }
}

// The compiler wants a module of its own, whose name begins those of its operations.
async function compiled() {
  const folder = await mkdtemp(join(tmpdir(), 'cascade-relay-'))
  try {
    await mkdir(join(folder, 'src'))
    await copyFile(join(ROOT, 'schema.graphql'), join(folder, 'schema.graphql'))
    const names = Object.entries(documents).map(([name, document]) => [name, named(document)])
    const tags = names.map(([, { text }]) => `graphql\`${text}\``)
    await writeFile(join(folder, 'src', `${MODULE}.js`), tags.join('\n'))
    await writeFile(
      join(folder, 'relay.config.json'),
      JSON.stringify({
        src: './src',
        schema: './schema.graphql',
        artifactDirectory: './artifacts',
        language: 'javascript',
        eagerEsModules: true,
      }),
    )
    await mkdir(join(folder, 'artifacts'))
    await writeFile(join(folder, 'package.json'), '{"type": "module"}')
    await promisify(execFile)(require('relay-compiler'), ['--output=verbose'], { cwd: folder })
    const artifacts = {}
    for (const [name, { artifact }] of names) {
      const file = join(folder, 'artifacts', `${artifact}.graphql.js`)
      artifacts[name] = (await import(file)).default
    }
    return artifacts
  } finally {
    await rm(folder, { recursive: true })
  }
}

function named(document) {
  const [operation] = document.definitions.filter((each) => each.kind === 'OperationDefinition')
  const kind = operation.operation[0].toUpperCase() + operation.operation.slice(1)
  const artifact = `${MODULE}${operation.name.value}${kind}`
  return { artifact, text: print(visit(operation, { ...inlined(document), ...renamed(artifact) })) }
}

const renamed = (value) => ({
  OperationDefinition: (node) => ({ ...node, name: { kind: 'Name', value } }),
})

// Fragments are read where they are spread: what a component sees is not the matter here.
function inlined(document) {
  const fragments = new Map(
    document.definitions
      .filter((each) => each.kind === 'FragmentDefinition')
      .map((each) => [each.name.value, each]),
  )
  return {
    FragmentSpread: ({ name }) => {
      const { typeCondition, selectionSet } = fragments.get(name.value)
      return { kind: 'InlineFragment', typeCondition, selectionSet }
    },
  }
}
