// Clients of others against the sample's server, one after another: `make clients`.

import * as apollo from './apollo.mjs'
import { audited, linted } from './audit.mjs'
import * as events from './events.mjs'
import { ariadne, gql } from './python.mjs'
import * as relay from './relay.mjs'
import { overARestart, through } from './scenario.mjs'
import { Server } from './server.mjs'
import * as sockets from './sockets.mjs'
import * as urql from './urql.mjs'

const MOST_SECONDS = Number(process.env.CASCADE_CLIENTS_SECONDS ?? 300)
const CLIENTS = [apollo, urql, relay, sockets, events, gql, ariadne]

const wanted = (name) => process.argv.length < 3 || process.argv.slice(2).some((each) => name.includes(each))

let passed = 0
const failed = []
const say = (who, what) => {
  passed += 1
  console.log(`ok    ${who}: ${what} (${(performance.now() / 1_000).toFixed(0)} s)`)
}
async function tried(who, run) {
  try {
    await run()
  } catch (error) {
    failed.push(who)
    console.log(`FAILS ${who}: ${error.stack}`)
  }
}

const server = await Server.begun()
setTimeout(() => over(`not done in ${MOST_SECONDS} seconds`), MOST_SECONDS * 1_000).unref()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => over(signal))

async function over(why) {
  console.log(`FAILS all: ${why}`)
  await server.end()
  process.exit(1)
}

const clients = await Promise.all(
  CLIENTS.filter(({ name }) => wanted(name)).map((each) => each.client(server)),
)
for (const client of clients) {
  await tried(client.name, () => through(server, client, (what) => say(client.name, what)))
}
if (wanted('audit')) {
  await tried('graphql-http', () => audited(server, say))
  await tried('graphql-schema-linter', () => linted(say))
}
await tried('a restart', () => overARestart(server, clients, say))
for (const client of clients) client.end?.()
await server.end()
console.log(`${passed} passed, ${failed.length} failed`)
process.exit(failed.length ? 1 : 0)
