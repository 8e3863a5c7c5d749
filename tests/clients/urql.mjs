// urql with Graphcache, its normalised cache, told of the schema: so it knows what has no id.

import { readFile } from 'node:fs/promises'

import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { buildSchema, introspectionFromSchema, isObjectType } from 'graphql'

import { documents, texts } from './operations.mjs'
import { BRANCH } from './scenario.mjs'
import { ROOT } from './server.mjs'
import { socket } from './sockets.mjs'

export const name = 'urql'

const schema = buildSchema(await readFile(`${ROOT}schema.graphql`, 'utf8'))
const withoutId = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && !type.name.startsWith('__') && !('id' in type.getFields()),
)
const keys = Object.fromEntries(withoutId.map((type) => [type.name, () => null]))

export function client(server) {
  const ws = socket(server)
  const warnings = []
  const urql = new Client({
    url: `${server.url}/graphql`,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: server.headers(BRANCH) }),
    exchanges: [
      cacheExchange({
        schema: introspectionFromSchema(schema),
        keys,
        logger: (severity, message) => severity !== 'debug' && warnings.push(message),
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: ws.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  })
  const answered = ({ data, error }) => {
    if (error) throw error
    if (warnings.length) throw new Error(warnings.join('\n'))
    return data
  }
  return {
    name,
    async ask(name, variables) {
      if (name === 'Acknowledge') return answered(await urql.mutation(documents[name], variables))
      const requestPolicy = 'network-only'
      return answered(await urql.query(documents[name], variables, { requestPolicy }))
    },
    async kept(name, variables) {
      const requestPolicy = 'cache-only'
      return answered(await urql.query(documents[name], variables, { requestPolicy }))
    },
    follow(variables, told) {
      let subscription
      const ended = new Promise((resolve, reject) => {
        subscription = urql
          .subscription(texts.Changed, variables)
          .subscribe(({ data, error }) => (error ? reject(error) : told(data.obligationChanged)))
      })
      return { ended, stop: () => subscription.unsubscribe() }
    },
  }
}
