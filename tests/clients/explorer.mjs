// The explorer in a headless Chromium: each example is picked, run and looked at: `make explorer`.
// Screenshots come into build/explorer, for people to look at.

import assert from 'node:assert/strict'
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium } from 'playwright-core'

import { ROOT, Server, until } from './server.mjs'

const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/)
const SHOTS = join(ROOT, 'build', 'explorer')
const PATIENCE_MS = 60_000

// The editor draws only what is seen of it, so it is asked what it holds; by evaluation alone, for
// the page's policy lets nothing be made of text.
async function answered(page) {
  return until('an answer', async () => {
    const text = await page.evaluate(
      () => document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue() ?? '',
    )
    return /"(data|errors)"/.test(text) && text
  })
}

await access(BROWSER)
await mkdir(SHOTS, { recursive: true })
const server = await Server.begun()
const profile = await mkdtemp(join(tmpdir(), 'cascade-browser-'))
let passed = 0
try {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BROWSER,
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: 800 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const trouble = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (said) => said.type() === 'error' && trouble.push(said.text()))
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) {
      trouble.push(`asks another address: ${request.url()}`)
    }
  })
  await page.goto(`${server.url}/`)
  await page.screenshot({ path: join(SHOTS, '0-welcome.png') })
  await page.goto(`${server.url}/graphql`)
  const examples = await page.locator('#example option').allTextContents()
  const kinds = new Set(examples.slice(0, -1).map((name) => name.split(':')[0]))
  assert.deepEqual([...kinds].sort(), ['Administrator', 'Branch', 'Department', 'Inspector', 'Ward'])
  for (const [index, name] of examples.slice(0, -1).entries()) {
    await page.selectOption('#example', { label: name })
    await page.locator('.graphiql-query-editor .CodeMirror').waitFor()
    await page.locator('.graphiql-execute-button').click()
    const text = await answered(page)
    assert.ok(/"data"/.test(text) && !/"errors"/.test(text), `${name}: ${text.slice(0, 500)}`)
    const file = `${index + 1}-${name.replace(/\W+/g, '-').toLowerCase()}.png`
    await page.screenshot({ path: join(SHOTS, file) })
    assert.deepEqual(trouble, [])
    passed += 1
    console.log(`ok    explorer: ${name}`)
  }
  await context.close()
} finally {
  await server.end()
  await rm(profile, { recursive: true, force: true })
}
console.log(`${passed} passed, 0 failed`)
