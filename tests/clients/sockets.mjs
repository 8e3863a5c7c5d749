// graphql-ws, as the clients use it that have no socket of their own.

import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

import { texts } from './operations.mjs'
import { BRANCH } from './scenario.mjs'

export const name = 'graphql-ws'

// As in browsers: Apollo's link looks at it when a connection is lost. Node has it from 22 on.
globalThis.WebSocket ??= WebSocket

export function socket(server) {
  return createClient({
    url: server.socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: server.headers(BRANCH),
    // It would ask again from where it began; who follows asks from the last cursor.
    retryAttempts: 0,
  })
}

export function client(server) {
  const ws = socket(server)
  return {
    name,
    async ask(name, variables) {
      for await (const { data, errors } of ws.iterate({ query: texts[name], variables })) {
        if (errors) throw new Error(JSON.stringify(errors))
        return data
      }
    },
    follow(variables, told) {
      const changes = ws.iterate({ query: texts.Changed, variables })
      return { ended: tell(changes, told), stop: () => changes.return() }
    },
  }
}

export async function tell(changes, told) {
  for await (const { data, errors } of changes) {
    if (errors) throw new Error(JSON.stringify(errors))
    told(data.obligationChanged)
  }
}
