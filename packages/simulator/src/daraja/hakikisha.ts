import type { Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, text, wireMsisdnPattern } from './fields.ts'

/** `POST /mpesa/b2c/hakikisha/v1/hakikisha`: whose number it is, before it is paid (reference §27). */
export const hakikishaEndpoint: Endpoint = {
  api: 'b2c-hakikisha',
  methods: ['POST'],
  paths: ['/mpesa/b2c/hakikisha/v1/hakikisha'],
  product: 'b2c-hakikisha',
  family: 'pull',
  subject: (_network, { body }) => ({
    phone: text(part(body, 'body'), 'msisdn'),
    shortcode: text(part(body, 'body'), 'shortcode'),
  }),
  answer: nameOfSubscriber,
}

function nameOfSubscriber(network: Network, { body: sent }: Call): DarajaAnswer {
  const header = part(sent, 'header')
  const asked = part(sent, 'body')
  const msisdn = text(asked, 'msisdn')
  const told = (status: string, message: string, body: Record<string, string>) =>
    json(Number(status), {
      header: {
        requestID: text(header, 'requestID'),
        timestamp: text(header, 'timestamp'),
        status,
        message,
      },
      body,
    })
  const isOrganisation = organisationWithShortcode(network, text(asked, 'shortcode')) !== undefined
  if (!isOrganisation) return told('400', 'Error', { message: 'Bad Request – Invalid shortcode' })
  if (!wireMsisdnPattern.test(msisdn)) {
    return told('400', 'Error', { message: 'Bad Request – Invalid phone number' })
  }
  const subscriber = ensureSubscriber(network, msisdn)
  if (subscriber === undefined || !subscriber.registered) {
    return told('400', 'Error', { message: 'The customer does not exist.' })
  }
  const [first = '', ...others] = subscriber.name.trim().split(/\s+/)
  return told('200', 'Success', {
    firstName: first,
    middleName: masked(others.slice(0, -1).join(' ')),
    lastName: masked(others.at(-1) ?? ''),
  })
}

/** `M******` */
function masked(name: string): string {
  return name === '' ? '' : `${name[0]}******`
}

function part(body: Body, name: string): Body {
  const value = body[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return value as Body // any object will do; each field is looked at for itself
}
