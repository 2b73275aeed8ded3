import { routes } from '@hazina/contract'
import { describe, expect, test } from 'vitest'
import { openDeposit, statusOf } from '../setup/deposits.ts'
import { expectProblem, expectRefused, sharedSystem } from '../setup/scenario.ts'
import { startTestSystem } from '../setup/system.ts'

const token = 'a-token-for-metrics'
const system = sharedSystem({ variables: { METRICS_TOKEN: token, TRUSTED_PROXIES: '127.0.0.1' } })

function get(url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') {
  return system().call('GET', url, { as: 'nobody', headers, remoteAddress })
}

describe('health', () => {
  test('the process answers, and is ready while the database is', async () => {
    await using own = await startTestSystem()
    const ask = (url: string) => own.call('GET', url, { as: 'nobody' })
    expect(await ask('/healthz')).toMatchObject({ status: 200, body: { ok: true } })
    expect(await ask('/readyz')).toMatchObject({ status: 200, body: { ok: true } })
    await own.database[Symbol.asyncDispose]()
    expect(await ask('/healthz')).toMatchObject({ status: 200 })
    const away = await ask('/readyz')
    expectProblem(away.body, 503)
    expect(away.headers['retry-after']).toBeDefined()
    const call = await own.call('POST', '/api/users', { body: { phone_number: '0712000001' } })
    expect(call).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  })
})

describe('metrics', () => {
  test('are read on this machine, or with the token', async () => {
    const deposit = await openDeposit(system())
    await statusOf(system(), deposit)
    for (const [headers, from] of [
      [{}, '127.0.0.1'],
      [{}, '::1'],
      [{}, '::ffff:127.0.0.1'],
      [{ authorization: `Bearer ${token}` }, '203.0.113.9'],
      [{ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1'],
    ] as const) {
      const { status, body, headers: answered } = await get('/metrics', headers, from)
      expect(status).toBe(200)
      expect(answered['content-type']).toMatch(/^text\/plain/)
      expect(body).toMatch(/hazina_stk_pushes_total\{outcome="accepted"\} \d/)
      expect(body).toContain('route="/api/mpesa/check-status/:transaction_id"')
      expect(body).not.toContain(deposit.transactionId)
      expect(body).not.toContain(deposit.callbackPath.split('/').at(-1))
    }
  })

  test.each([
    ['from elsewhere', {}, '203.0.113.9'],
    ['through a proxy on this machine', { 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1'],
    ['through a proxy that says it is local', { 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1'],
    ['through a proxy that says so otherwise', { forwarded: 'for=127.0.0.1' }, '127.0.0.1'],
    ['through a proxy that says little', { 'x-real-ip': '127.0.0.1' }, '127.0.0.1'],
    ['with a wrong token', { authorization: 'Bearer wrong' }, '203.0.113.9'],
    ['with an API key', { authorization: 'Bearer hzn_x' }, '203.0.113.9'],
  ])('are not read %s', async (_, headers, remoteAddress) => {
    await expectRefused(system(), {
      promise: '',
      call: ['GET', '/metrics'],
      as: 'nobody',
      headers,
      remoteAddress,
      status: 403,
      code: 'forbidden',
    })
  })
})

describe('the description of the API', () => {
  type Operation = {
    summary?: string
    security?: Record<string, string[]>[]
    parameters?: { name: string; in: string }[]
    requestBody?: unknown
    responses: Record<string, { content?: Record<string, unknown> }>
  }

  test('has every route of the contract, with who may call it and what it answers', async () => {
    const { status, body } = await get('/api/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toMatch(/^3\.1/)
    for (const route of Object.values(routes)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}')
      const operation: Operation = body.paths[path]?.[route.method.toLowerCase()]
      expect(operation, `${route.method} ${path}`).toBeDefined()
      expect(operation.summary).toBe(route.summary)
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining([...Object.keys(route.responses), ...anyRouteMayAnswer(route)]),
      )
      const schemes = (operation.security ?? []).flatMap((one) => Object.keys(one)).sort()
      expect(schemes).toEqual(schemesOf(route.access.kind))
      for (const scheme of schemes) expect(body.components.securitySchemes).toHaveProperty(scheme)
      if ('body' in route) expect(operation.requestBody).toBeDefined()
      if ('idempotent' in route) {
        expect(operation.parameters).toContainEqual(
          expect.objectContaining({ name: 'idempotency-key', in: 'header' }),
        )
      }
      for (const [code, answer] of Object.entries(operation.responses)) {
        const types = Object.keys(answer.content ?? {})
        if (Number(code) >= 400) expect(types).toEqual(['application/problem+json'])
      }
    }
    const described = Object.keys(body.paths).sort()
    const declared = Object.values(routes).map(({ path }) => path.replace(/:(\w+)/g, '{$1}'))
    expect(described).toEqual([...new Set(declared)].sort())
  })

  function anyRouteMayAnswer(route: (typeof routes)[keyof typeof routes]): string[] {
    const signed = route.access.kind === 'public' ? [] : ['401', '403']
    return ['429', '500', '503', ...signed, ...('body' in route ? ['400', '413', '415'] : [])]
  }

  test('refers to nothing that is not in it', async () => {
    const { body } = await get('/api/openapi.json')
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(0)
    for (const [, path = ''] of references) {
      const found = path.split('/').reduce((node, key) => node?.[key], body)
      expect(found, path).toBeDefined()
    }
    for (const [path, item] of Object.entries<Record<string, Operation>>(body.paths)) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        for (const operation of Object.values(item)) {
          expect(operation.parameters).toContainEqual(expect.objectContaining({ name, in: 'path' }))
        }
      }
    }
  })

  test('has a page of its own', async () => {
    const { status, body, headers } = await get('/api/docs/')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(body).toContain('/api/openapi.json')
    expect(body).not.toMatch(/src="https?:|href="https?:\/\/(?!github)/)
  })

  test('names the cookie that browsers really send', async () => {
    await using own = await startTestSystem({
      variables: { PUBLIC_URL: 'https://pay.example.co.ke' },
    })
    const { body } = await own.call('GET', '/api/openapi.json', { as: 'nobody' })
    expect(body.components.securitySchemes.session.name).toBe('__Host-hazina_session')
  })
})

describe('every answer', () => {
  test('carries the headers that protect a browser', async () => {
    for (const url of [
      '/healthz',
      '/api/settings',
      '/api/wallet',
      '/nowhere',
      '/api/openapi.json',
    ]) {
      const { headers } = await get(url)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': expect.stringMatching(/^(DENY|SAMEORIGIN)$/),
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'self'"),
      })
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-(inline|eval)/)
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('strict-transport-security')
    }
  })

  test('about money or people is kept by no cache', async () => {
    for (const url of ['/api/wallet', '/api/auth/session', '/api/settings']) {
      expect((await get(url)).headers['cache-control']).toBe('no-store')
    }
  })

  test('over https says that it stays https', async () => {
    await using own = await startTestSystem({
      variables: { PUBLIC_URL: 'https://pay.example.co.ke' },
    })
    const { headers } = await own.call('GET', '/api/settings', { as: 'nobody' })
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
  })

  test.each([
    ['GET', '/api/nowhere', 404],
    ['GET', '/api/mpesa/stk-push', 404],
    ['GET', '/api/mpesa/callback', 404],
    ['GET', '/hooks/stk/abc', 404],
    ['POST', '/api/wallet', 404],
    ['GET', `/api/mpesa/check-status/${'x'.repeat(300)}`, 404],
    ['GET', '/api/mpesa/check-status/not-a-uuid', 400],
    ['GET', '/api/%zz', 400],
  ] as const)('%s %s is a problem with its status', async (method, url, status) => {
    const answer = await system().call(method, url)
    expect(answer.status).toBe(status)
    expectProblem(answer.body, status)
  })
})

function schemesOf(kind: (typeof routes)[keyof typeof routes]['access']['kind']): string[] {
  switch (kind) {
    case 'public':
      return []
    case 'session':
      return ['session']
    case 'key':
      return ['apiKey']
    case 'session-or-key':
      return ['apiKey', 'session']
  }
}
