import type { Network } from '../network.ts'
import { operationResults } from '../operations/results.ts'
import type {
  ApiRole,
  Change,
  InitiatorRecord,
  OrganisationRecord,
  ResultCode,
} from '../state/records.ts'
import { knownCertificate } from './certificate.ts'
import { decryptCredential } from './credential.ts'

const dayMs = 86_400_000

/** Who asks M-PESA for something, as the request names them. */
export type InitiatorClaim = {
  organisation: OrganisationRecord | undefined
  /** `Initiator` or `InitiatorName` of the request. */
  name: string
  /** Whether the security credential was right when the request came. */
  credentialIsRight: boolean
  /** Null where no API can do what is asked for. */
  role: ApiRole | null
}

/** Whether a security credential is this initiator's password, encrypted for this simulator. */
export function isRightCredential(
  network: Network,
  claim: { organisation: OrganisationRecord | undefined; name: string; credential: string },
): boolean {
  if (network.config.behaviour.anyCredential) return true
  const certificate = knownCertificate(network)
  const initiator = initiatorOf(claim.organisation, claim.name)
  if (certificate === undefined || initiator === undefined) return false
  return decryptCredential(certificate, claim.credential) === initiator.password
}

/**
 * Whether the initiator may have it done, and the rows that remember a wrong try. A wrong credential is told with the result
 * only, never when the request is made (reference §7): 2001; after several of them in a row 8006. An initiator that only
 * another organisation has is TP40153, one without the role 21 (§30, §34).
 */
export function judgeInitiator(
  network: Network,
  claim: InitiatorClaim,
): { refusal: ResultCode | undefined; changes: Change[] } {
  const { organisation, name, credentialIsRight, role } = claim
  const initiator = initiatorOf(organisation, name)
  if (organisation === undefined || initiator === undefined) {
    return { refusal: unknownInitiator(network, name), changes: [] }
  }
  if (initiator.state === 'locked') return { refusal: operationResults.locked, changes: [] }
  if (!credentialIsRight) {
    const changes = [countWrongTry(network, organisation, initiator)]
    return { refusal: operationResults.initiator, changes }
  }
  const changes =
    initiator.wrongTries === 0 ? [] : [withInitiator(organisation, { ...initiator, wrongTries: 0 })]
  if (!network.config.behaviour.anyCredential && !hasPassword(network, initiator)) {
    return { refusal: operationResults.initiator, changes }
  }
  const mayDo = role !== null && initiator.roles.includes(role)
  return { refusal: mayDo ? undefined : operationResults.notAllowed, changes }
}

function initiatorOf(
  organisation: OrganisationRecord | undefined,
  name: string,
): InitiatorRecord | undefined {
  return organisation?.initiators.find((initiator) => initiator.name === name)
}

function unknownInitiator(network: Network, name: string): ResultCode {
  const isElsewhere = [...network.state.tables.organisation.values()].some(
    (organisation) => initiatorOf(organisation, name) !== undefined,
  )
  return isElsewhere ? operationResults.otherOrganisation : operationResults.initiator
}

/** An operator is pending until a password was set, and the password is over after a while where that is switched on. */
function hasPassword(network: Network, { state, passwordSetAtMs }: InitiatorRecord): boolean {
  if (state === 'pending' || passwordSetAtMs === null) return false
  const { initiatorPasswordDays: days } = network.config.behaviour
  return days === 0 || network.clock.now().getTime() - passwordSetAtMs < days * dayMs
}

function countWrongTry(
  network: Network,
  organisation: OrganisationRecord,
  initiator: InitiatorRecord,
): Change {
  const wrongTries = initiator.wrongTries + 1
  const isOver = wrongTries >= network.config.behaviour.initiatorTriesMax
  const state = isOver ? 'locked' : initiator.state
  return withInitiator(organisation, { ...initiator, wrongTries, state })
}

function withInitiator(organisation: OrganisationRecord, initiator: InitiatorRecord): Change {
  const initiators = organisation.initiators.map((other) =>
    other.name === initiator.name ? initiator : other,
  )
  return ['organisation', organisation.shortcode, { ...organisation, initiators }]
}
