// Clients in Python, in an environment of their own, each lent by a process: python/bridge.py.

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { BRANCH } from './scenario.mjs'
import { ROOT } from './server.mjs'

const PYTHON = `${ROOT}build/clients-venv/bin/python`

export const gql = { name: 'gql', client: (server) => lent(server, 'gql', 'with_gql.py') }
export const ariadne = {
  name: 'ariadne-codegen',
  client: (server) => lent(server, 'ariadne-codegen', 'with_ariadne.py'),
}

function lent(server, name, file) {
  const child = spawn(PYTHON, [`${ROOT}tests/clients/python/${file}`], {
    env: { ...process.env, CASCADE_URL: server.url, CASCADE_TOKEN: server.tokens[BRANCH] },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map()
  let number = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = JSON.parse(line)
    waiting.get(told.id)?.(told)
  })
  const send = (what) => child.stdin.write(`${JSON.stringify(what)}\n`)
  return {
    name,
    ask(name, variables) {
      const id = (number += 1)
      const { promise, settle } = settled()
      waiting.set(id, ({ data, error }) => settle(data, error))
      child.once('exit', (status) => settle(null, `ended with ${status}`))
      send({ id, ask: name, variables })
      return promise
    },
    follow(variables, told) {
      const id = (number += 1)
      const { promise, settle } = settled()
      waiting.set(id, ({ change, ended }) => (change ? told(change) : settle(ended)))
      send({ id, follow: variables })
      return { ended: promise, stop: () => send({ stop: id }) }
    },
    end: () => child.stdin.end(),
  }
}

function settled() {
  let settle
  const promise = new Promise((resolve, reject) => {
    settle = (value, error) => (error ? reject(new Error(error)) : resolve(value))
  })
  return { promise, settle }
}
