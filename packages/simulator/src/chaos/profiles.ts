import type { ChaosProbabilities } from './chaos-rules.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

export const chaosProfileNames = [
  'calm',
  'bad-day',
  'storm',
  'late',
  'twice',
  'forged',
  'outage',
  'sandbox',
] as const
export type ChaosProfileName = (typeof chaosProfileNames)[number]

/** Chances that belong together, under a name. */
export type ChaosProfile = {
  name: ChaosProfileName
  /** For people, in English and Swahili. */
  sentence: { en: string; sw: string }
  probabilities: ChaosProbabilities
}

const badDay: ChaosProbabilities = {
  'answer-lost': 0.01,
  'http-500': 0.01,
  'http-503-html': 0.005,
  'http-504': 0.005,
  'time-out': 0.003,
  'spike-arrest': 0.01,
  'token-expired': 0.005,
  'callback-dropped': 0.03,
  'callback-delayed': { probability: 0.1, delayMs: [5 * second, 30 * minute] },
  'callback-duplicated': { probability: 0.05, copies: [2, 3], concurrency: [1, 2] },
  'callback-reordered': 0.05,
  'queue-timeout': 0.01,
  'query-says-pending': 0.05,
  'query-spurious': 0.1,
}

/** Everything that ever went wrong, at once, in the widest ranges. */
const storm: ChaosProbabilities = {
  'answer-lost': 0.1,
  'http-500': 0.05,
  'http-503-html': 0.05,
  'http-504': 0.03,
  'http-200-html': 0.05,
  'empty-body': 0.03,
  'time-out': 0.01,
  'spike-arrest': 0.05,
  quota: 0.02,
  'token-expired': 0.05,
  'callback-dropped': 0.1,
  'callback-delayed': { probability: 0.3, delayMs: [second, 72 * hour] },
  'callback-duplicated': { probability: 0.3, copies: [2, 5], concurrency: [1, 5] },
  'callback-reordered': 0.2,
  'callback-before-answer': 0.1,
  'callback-wrong-amount': 0.02,
  'callback-forged': 0.1,
  'result-contradicted': 0.05,
  'queue-timeout': 0.1,
  'query-says-pending': 0.1,
  'query-spurious': 0.2,
  'query-says-failed': 0.05,
}

const outage: ChaosProbabilities = {
  'http-503-html': { probability: 0.5, accepted: 0.1 },
  'http-504': { probability: 0.2, accepted: 0.5 },
  'http-200-html': { probability: 0.05, accepted: 0 },
  'time-out': { probability: 0.05, accepted: 0.5 },
  'answer-lost': 0.1,
  'callback-dropped': 0.4,
  'callback-delayed': { probability: 0.8, delayMs: [10 * minute, 12 * hour] },
  'queue-timeout': 0.5,
  'query-says-pending': 0.5,
}

/**
 * What was measured there: 4 of 19 queries of a finished payment answered with an error (reference §38.4), two in five C2B
 * confirmations arrive (§38.59), 504 of Bill Manager (§4).
 */
const sandbox: ChaosProbabilities = {
  'http-500': { probability: 0.01, accepted: 0 },
  'http-504': { probability: 0.3, on: 'bill-manager', accepted: 0 },
  'token-expired': 0.005,
  'callback-dropped': { probability: 0.6, on: 'c2b' },
  'callback-delayed': { probability: 0.2, delayMs: [second, 5 * minute] },
  'query-spurious': 0.2,
}

/** Every profile, from nothing to everything. */
export const chaosProfiles: readonly ChaosProfile[] = [
  {
    name: 'calm',
    sentence: { en: 'Nothing goes wrong.', sw: 'Hakuna kinachoharibika.' },
    probabilities: {},
  },
  {
    name: 'bad-day',
    sentence: {
      en: 'Every now and then an answer or a callback is late, lost or doubled, as on a bad day in production.',
      sw: 'Mara kwa mara jibu au taarifa huchelewa, hupotea au huja mara mbili, kama siku mbaya kazini.',
    },
    probabilities: badDay,
  },
  {
    name: 'storm',
    sentence: {
      en: 'Everything that ever went wrong, often and together.',
      sw: 'Kila lililowahi kuharibika, mara nyingi na kwa pamoja.',
    },
    probabilities: storm,
  },
  {
    name: 'late',
    sentence: {
      en: 'Every callback comes, in any order, up to three days late.',
      sw: 'Kila taarifa hufika, bila mpangilio, hadi siku tatu baadaye.',
    },
    probabilities: {
      'callback-delayed': { probability: 0.9, delayMs: [minute, 72 * hour] },
      'callback-reordered': 0.5,
    },
  },
  {
    name: 'twice',
    sentence: {
      en: 'Almost every callback comes two to five times, many at once.',
      sw: 'Karibu kila taarifa huja mara mbili hadi tano, nyingi kwa wakati mmoja.',
    },
    probabilities: {
      'callback-duplicated': { probability: 0.9, copies: [2, 5], concurrency: [2, 5] },
    },
  },
  {
    name: 'forged',
    sentence: {
      en: 'A stranger knows where callbacks go and posts false ones.',
      sw: 'Mtu asiyejulikana anajua taarifa zinakoenda na anatuma za uongo.',
    },
    probabilities: { 'callback-forged': 0.6, 'callback-wrong-amount': 0.05 },
  },
  {
    name: 'outage',
    sentence: {
      en: 'Safaricom is mostly down, and what it accepts it tells late or never.',
      sw: 'Safaricom haipatikani mara nyingi, na inachokubali hukijulisha kwa kuchelewa au kamwe.',
    },
    probabilities: outage,
  },
  {
    name: 'sandbox',
    sentence: {
      en: 'As Safaricom’s own sandbox behaves on an ordinary day.',
      sw: 'Kama sandbox ya Safaricom inavyokuwa siku ya kawaida.',
    },
    probabilities: sandbox,
  },
]

/** The profile of this name. */
export function chaosProfile(name: string): ChaosProfile | undefined {
  return chaosProfiles.find((profile) => profile.name === name)
}
