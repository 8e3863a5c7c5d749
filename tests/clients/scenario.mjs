// What each client is led through. A client is
//   ask(name, variables)      the data of an operation of operations.graphql, from the server
//   kept(name, variables)     the same from its cache alone; no such method where it keeps nothing
//   follow(variables, told)   told each change; returns {ended: Promise, stop()}

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

import { until } from './server.mjs'

export const BRANCH = 'OFFICER_VX_CB01'
const WARD = 'ISSUER_VX'
const UNIT = { code: 'VX-CB01' }
const PAGE = 2

// A document of the ward to the branch: something new is owed.
export async function issued(server) {
  const { ward, branch } = await server.ask(
    WARD,
    '{ ward: unit(by: {code: "VX"}) { id } branch: unit(by: {code: "VX-CB01"}) { id } }',
  )
  const { issueDirective } = await server.ask(
    WARD,
    `mutation ($input: IssueDirectiveInput!) {
      issueDirective(input: $input) { userErrors { code message } directive { id } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        issuer: ward.id,
        type: 'CV',
        subject: 'Về việc báo cáo kết quả',
        issuedOn: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10),
        audience: { units: [branch.id] },
        tasks: [{ key: '1', text: 'Báo cáo kết quả.', due: { workingDaysAfterReceipt: 5 } }],
      },
    },
  )
  assert.deepEqual(issueDirective.userErrors, [])
  return { id: issueDirective.directive.id, branch: branch.id }
}

const rows = (data) => data.unit.obligations.edges.map((edge) => edge.node)
const rowOf = (data, directive) => rows(data).find((row) => row.task.key === '1' && row.directive.id === directive)

export async function through(server, client, say) {
  const { id: directive } = await issued(server)
  const inbox = { unit: UNIT, first: 50 }
  const live = await client.ask('Inbox', inbox)
  const row = rowOf(live, directive)
  assert.equal(row.status, 'PENDING')
  say('inbox')

  const found = []
  let after = null
  do {
    const { obligations } = (await client.ask('Inbox', { unit: UNIT, first: PAGE, after })).unit
    found.push(...obligations.edges.map((edge) => edge.node.id))
    after = obligations.pageInfo.hasNextPage ? obligations.pageInfo.endCursor : null
  } while (after)
  assert.deepEqual(found, rows(live).map((each) => each.id))
  say('a list page by page')

  const position = await server.head(BRANCH)
  const past = { ...inbox, asOf: { position } }
  const then = rows(await client.ask('Inbox', past)).find((each) => each.liveId === row.id)
  assert.notEqual(then.id, row.id)
  const refused = await acknowledge(client, then.id)
  assert.deepEqual(
    refused.userErrors.map(({ code, field }) => [code, field]),
    [['ID_OF_ANOTHER_MOMENT', ['obligations', '0']]],
  )
  assert.equal(refused.position, null)
  say('a mutation that is refused, by name and place')

  const done = await acknowledge(client, row.id)
  assert.deepEqual(done.userErrors, [])
  assert.equal(done.outcomes[0].obligation.status, 'ACKNOWLEDGED')
  say('a mutation')

  if (client.kept) {
    assert.equal(rowOf(await client.kept('Inbox', inbox), directive).status, 'ACKNOWLEDGED')
    say('its cache shows what the mutation answered')
  }
  const looked = await client.ask('Inbox', past)
  assert.equal(rows(looked).find((each) => each.liveId === row.id).status, 'PENDING')
  if (client.kept) {
    assert.equal(rowOf(await client.kept('Inbox', inbox), directive).status, 'ACKNOWLEDGED')
    const kept = rows(await client.kept('Inbox', past)).find((each) => each.id === then.id)
    assert.equal(kept.status, 'PENDING')
  }
  say(client.kept ? 'the past beside the present, from one cache' : 'the past beside the present')

  const again = await client.ask('Again', { id: then.id })
  assert.deepEqual([again.node.id, again.node.status], [then.id, 'PENDING'])
  assert.equal((await client.ask('Again', { id: row.id })).node.status, 'ACKNOWLEDGED')
  say('an object again by its id, at its moment')
}

async function acknowledge(client, obligation) {
  const input = { idempotencyKey: randomUUID(), obligations: [obligation] }
  return (await client.ask('Acknowledge', { input })).acknowledge
}

// Follows from a position on, and after each end from the last cursor, as docs/clients.md says.
export function following(client, position, under) {
  const told = []
  let from = { position }
  let stopped = false
  let ends = 0
  let current
  ;(async () => {
    while (!stopped) {
      current = client.follow({ from, under }, (change) => {
        told.push(change)
        from = { cursor: change.cursor }
      })
      await current.ended.catch(() => {})
      ends += 1
      await new Promise((go) => setTimeout(go, 200))
    }
  })()
  return {
    told,
    get ends() {
      return ends
    },
    stop() {
      stopped = true
      current.stop()
    },
  }
}

// Everybody follows while things happen before, during and after the server's absence.
export async function overARestart(server, clients, say) {
  const begin = await server.head(BRANCH)
  const before = await issued(server)
  const followers = clients.map((client) => following(client, begin, before.branch))
  await until('all follow', () => followers.every(({ told }) => told.some(about(before))))
  await server.restart()
  const after = await issued(server)
  for (const [index, follower] of followers.entries()) {
    const { name } = clients[index]
    await until(`${name} goes on`, () => follower.told.some(about(after)))
    assert.ok(follower.ends > 0, 'the server was away')
    follower.stop()
    const expected = await changes(server, begin, before.branch, follower.told.at(-1).position)
    assert.deepEqual(follower.told.map(key), expected.map(key))
    say(name, 'a subscription over a restart: nothing missed, nothing twice')
  }
}

const about = (document) => (change) => change.obligation?.directive.id === document.id
const key = (change) => `${change.position} ${change.kind} ${change.obligationId}`

async function changes(server, position, under, through) {
  const { obligationChanges } = await server.ask(
    BRANCH,
    `query ($from: FeedStart!, $under: ID) { obligationChanges(from: $from, under: $under, first: 500) {
      changes { position kind obligationId } } }`,
    { from: { position }, under },
  )
  return obligationChanges.changes.filter((each) => each.position <= through)
}
