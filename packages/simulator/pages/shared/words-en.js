/** Words that both pages use. */
export const en = {
  // What is shown is compared as JSON (dom.js): there the words count as their language.
  toJSON: () => 'en',
  product: 'Hazina simulator',
  otherLanguage: 'Kiswahili',
  linkLive: 'Live',
  linkPolling: 'Asking every 2 seconds',
  linkLost: 'The simulator does not answer. Is it still running?',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  cancel: 'Cancel',
  open: 'Open',
  dismiss: 'Dismiss',
  back: 'Back',
  ok: 'OK',

  faults: 'Faults',
  noFaultsOn: 'All is well',
  clearFaults: 'Turn all off',
  strikes: 'A fault that is switched on strikes',
  strikesOn: 'Where',
  strikeTargets: { '': 'STK push, callbacks', any: 'every API', c2b: 'C2B confirmations' },
  faultGroups: {
    answer: 'Answers to requests',
    callback: 'Callbacks and results',
    query: 'What a query says',
  },
  strikeModes: { always: 'every time', once: 'the next time only', half: 'half of the time' },
  ruleOdds: (percent) => `${percent} % of the time`,
  ruleTimes: (count) => (count === 1 ? 'the next time only' : `the next ${count} times`),
  ruleSome: 'for some requests only',
  faultSentences: {},

  clock: 'Clock',
  clockTrue: 'On time',
  clockAhead: (span) => `${span} ahead`,
  minute: '+1 min',
  hour: '+1 hour',
  day: '+1 day',
  span: (days, hours, minutes) =>
    [days && `${days} d`, hours && `${hours} h`, minutes && `${minutes} min`]
      .filter(Boolean)
      .join(' ') || 'under a minute',
}
