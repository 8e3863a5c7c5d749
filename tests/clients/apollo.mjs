// Apollo Client with its cache as it comes: no typePolicies, no key fields.

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'

import { documents } from './operations.mjs'
import { BRANCH } from './scenario.mjs'
import { socket } from './sockets.mjs'

export const name = 'Apollo Client'

export function client(server) {
  const http = new HttpLink({ uri: `${server.url}/graphql`, headers: server.headers(BRANCH) })
  const apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      (operation) => operation.operationName === 'Changed',
      new GraphQLWsLink(socket(server)),
      http,
    ),
  })
  return {
    name,
    async ask(name, variables) {
      const document = documents[name]
      if (name === 'Acknowledge') return (await apollo.mutate({ mutation: document, variables })).data
      return (await apollo.query({ query: document, variables, fetchPolicy: 'network-only' })).data
    },
    async kept(name, variables) {
      const fetchPolicy = 'cache-only'
      return (await apollo.query({ query: documents[name], variables, fetchPolicy })).data
    },
    follow(variables, told) {
      let subscription
      const ended = new Promise((resolve, reject) => {
        subscription = apollo.subscribe({ query: documents.Changed, variables }).subscribe({
          next: ({ data, error }) => (error ? reject(error) : told(data.obligationChanged)),
          error: reject,
          complete: resolve,
        })
      })
      return { ended, stop: () => subscription.unsubscribe() }
    },
  }
}
