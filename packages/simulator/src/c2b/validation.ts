import { centsFromKes } from '../books/money.ts'
import { c2bBody } from '../callbacks/c2b-body.ts'
import { askBusiness } from '../callbacks/question.ts'
import { type Network, runAt } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { OrganisationRecord } from '../state/records.ts'
import type { PendingPaymentRecord } from './records.ts'
import { readValidationAnswer, type ValidationAnswer } from './validation-answer.ts'

/** Whether this business is asked before it is paid: only where that was switched on for it (reference §11). */
export function isValidated(organisation: OrganisationRecord): boolean {
  return organisation.externalValidation && (organisation.c2b?.validationUrl ?? '') !== ''
}

/**
 * Asks the business whether it takes a payment, and tells `decide` what it said; once, by the end of its time at the
 * latest. When the simulator closes first, nothing is decided.
 */
export async function askForValidation(
  network: Network,
  row: PendingPaymentRecord,
  decide: (answer: ValidationAnswer) => void,
): Promise<void> {
  let isDecided = false
  const say = (answer: ValidationAnswer) => {
    if (isDecided) return
    isDecided = true
    decide(answer)
  }
  runAt(network, row.decideAtMs, () => say({ said: 'nothing' }))
  // After a restart its time may be up already.
  if (row.decideAtMs <= network.clock.now().getTime()) return
  const url = organisationWithShortcode(network, row.shortcode)?.c2b?.validationUrl
  if (url === undefined || url === '') return
  const body = validationBody(network, row)
  const timeoutMs = network.config.timings.validationMs
  const answer = await askBusiness(network, { url, body, timeoutMs })
  switch (answer.said) {
    case 'answer':
      say(readValidationAnswer(answer.status, answer.text))
      break
    case 'unreachable':
      say({ said: 'nothing' })
      break
    case 'ended':
      // A business that hangs has until its time is up by the simulator's clock.
      break
  }
}

function validationBody(network: Network, row: PendingPaymentRecord): string {
  const organisation = organisationWithShortcode(network, row.shortcode)
  return c2bBody(
    {
      version: row.version,
      isTill: organisation?.type === 'till',
      shortcode: row.shortcode,
      transId: row.receipt,
      at: new Date(row.acceptedAtMs),
      amountCents: centsFromKes(row.amountKes),
      account: row.account,
      msisdn: row.msisdn,
      name: network.state.tables.subscriber.get(row.msisdn)?.name ?? '',
      balanceCents: null,
      thirdPartyId: '',
    },
    network.config.behaviour,
  )
}
