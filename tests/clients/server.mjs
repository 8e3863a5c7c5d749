// The sample's server, on loopback, as an operator starts it: `cascade serve --demo`.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const CASCADE = join(ROOT, '.venv', 'bin', 'cascade')
const TOKEN = /^export TOKEN_OF_(\w+)=(\S+)$/
const LAST_TOKEN = 'ADMINISTRATOR'
const PATIENCE_MS = 120_000

export class Server {
  tokens = {}

  static async begun() {
    const server = new Server()
    server.folder = await mkdtemp(join(tmpdir(), 'cascade-clients-'))
    server.port = await freePort()
    await server.start('--demo')
    return server
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  get socketUrl() {
    return `ws://127.0.0.1:${this.port}/graphql`
  }

  async start(...more) {
    this.process = spawn(CASCADE, ['serve', '--port', String(this.port), ...more], {
      env: { ...process.env, CASCADE_DATA_DIR: this.folder, CASCADE_LOG_FORMAT: 'json' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.said = []
    createInterface({ input: this.process.stderr }).on('line', (line) => this.said.push(line))
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      const [, who, token] = TOKEN.exec(line) ?? []
      if (who) this.tokens[who] = token
    })
    await until(`the server gets ready`, async () => {
      if (this.process.exitCode !== null) throw new Ended(this.said.join('\n'))
      if (!this.tokens[LAST_TOKEN]) return false
      return (await fetch(`${this.url}/readyz`).catch(() => null))?.status === 200
    })
  }

  // Another process on the same data and port, as after an upgrade.
  async restart() {
    await this.stop()
    await this.start()
  }

  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const ended = once(this.process, 'exit')
    this.process.kill('SIGTERM')
    await ended
  }

  async end() {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  headers(who) {
    return { authorization: `Bearer ${this.tokens[who]}` }
  }

  // The data of an operation, by nothing but HTTP.
  async ask(who, query, variables = {}) {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { ...this.headers(who), 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await answer.json()
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

  async head(who) {
    return (await this.ask(who, '{ log { head { position } } }')).log.head.position
  }
}

class Ended extends Error {}

export async function until(what, come) {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const value = await come()
    if (value) return value
    if (Date.now() > end) throw new Error(`in vain: ${what}`)
    await new Promise((go) => setTimeout(go, 50))
  }
}

async function freePort() {
  const socket = createServer().listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
