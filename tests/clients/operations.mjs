// The documents of operations.graphql, by name, each with the fragments that it needs.

import { readFile } from 'node:fs/promises'

import { parse, print, separateOperations } from 'graphql'

const FILE = new URL('operations.graphql', import.meta.url)

export const documents = separateOperations(parse(await readFile(FILE, 'utf8')))
export const texts = Object.fromEntries(
  Object.entries(documents).map(([name, document]) => [name, print(document)]),
)
