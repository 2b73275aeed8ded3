/** A sentence for people. */
export type Words = { en: string; sw: string }

/** What a scenario may be told; everything has a default. */
export type ScenarioField = 'phone' | 'shortcode' | 'amount' | 'account' | 'pin'

/**
 * One call of the control API. `{phone}`, `{shortcode}`, `{amount}`, `{account}`, `{pin}` and `{prompt}` (the push that is
 * open on the phone) stand for what the scenario was told.
 */
export type ScenarioStep = {
  method: 'POST' | 'PUT' | 'PATCH'
  path: string
  body: unknown
  /** Only when the phone has a prompt open, or only when it has none. */
  when?: 'prompt' | 'no-prompt'
  /** Statuses beside 2xx that are as good: a phone that is there already, for instance. */
  allow?: readonly number[]
}

/** Something that happens to people who take payments, ready to be tried. */
export type Scenario = {
  name: string
  title: Words
  /** What happens. */
  sentence: Words
  /** What to do now, to see it. */
  next: Words
  takes: readonly ScenarioField[]
  steps: readonly ScenarioStep[]
}
