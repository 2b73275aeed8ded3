import type { RequestName, World } from './world.ts'

/** What has to be there before a request of the vectors can be accepted, and what of it has to be put in its place. */
export const preparations: Partial<
  Record<RequestName, (world: World) => Promise<Record<string, unknown> | undefined>>
> = {
  // The vectors ask after a push of another day.
  async stkQuery(world) {
    const { json } = await world.send('stkPush')
    await world.simulator.advance(1_000)
    return { CheckoutRequestID: json.CheckoutRequestID }
  },
  pullQuery: after('pullRegister'),
  billSingle: after('billOptin'),
  billBulk: after('billOptin'),
  billReconcile: after('billOptin'),
  billCancelSingle: after('billOptin', 'billSingle'),
  async billCancelBulk(world) {
    await after('billOptin', 'billSingle')(world)
    await world.send('billSingle', { externalReference: 'EXT-10', accountReference: 'UNIT-8' })
    return undefined
  },
}

/** The codes that say that a request was accepted, under the names that Safaricom has for them. */
export function isAccepted(json: Record<string, unknown>): boolean {
  const header = Object(json.ResponseHeader)
  const codes = [
    json.ResponseCode ?? json.ResponseStatus ?? json.responseCode,
    json.rescode ?? json.code ?? header.responseCode,
  ]
  return codes.some((code) => code !== undefined && acceptedCodes.has(String(code)))
}

// Of QR and C2B register, of Pull with and without payments, of IMSI, Ratiba and Bill Manager, of Query Org Info.
const acceptedCodes = new Set(['0', '00', '00000000', '1000', '1001', '200', '4000'])

function after(...names: readonly RequestName[]) {
  return async (world: World): Promise<undefined> => {
    for (const name of names) {
      const { status } = await world.send(name)
      if (status !== 200) throw new Error(`${name} got ${status}`)
    }
  }
}
