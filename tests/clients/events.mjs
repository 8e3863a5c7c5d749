// graphql-sse: server-sent events, an operation on a connection.

import { createClient } from 'graphql-sse'

import { texts } from './operations.mjs'
import { BRANCH } from './scenario.mjs'
import { tell } from './sockets.mjs'

export const name = 'graphql-sse'

export function client(server) {
  const sse = createClient({
    url: `${server.url}/graphql`,
    headers: server.headers(BRANCH),
    retryAttempts: 0,
  })
  return {
    name,
    async ask(name, variables) {
      for await (const { data, errors } of sse.iterate({ query: texts[name], variables })) {
        if (errors) throw new Error(JSON.stringify(errors))
        return data
      }
    },
    follow(variables, told) {
      const changes = sse.iterate({ query: texts.Changed, variables })
      return { ended: tell(changes, told), stop: () => changes.return() }
    },
  }
}
