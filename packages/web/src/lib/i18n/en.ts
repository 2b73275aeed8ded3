/** Every word of the wallet in English. The Swahili dictionary has this one's type: a missing key is an error. */
export const en = {
  brand: 'Hazina',
  skipToContent: 'Skip to content',
  loading: 'Loading…',
  tryAgain: 'Try again',
  back: 'Back',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  copyOf: (what: string) => `Copy ${what}`,
  opensInNewTab: '(opens in a new tab)',

  nav: { label: 'Main', wallet: 'Wallet', history: 'History', settings: 'Settings' },

  environment: {
    simulator: 'Practice mode: no real money moves.',
    sandbox: 'Safaricom sandbox: no real money moves.',
    openPhone: 'Open the simulated phone',
  },

  offline: 'You are offline. We will catch up as soon as you are back.',

  language: { label: 'Language', en: 'English', sw: 'Kiswahili' },

  theme: { label: 'Appearance', light: 'Light', dark: 'Dark', system: 'Automatic' },

  phone: {
    label: 'M-PESA phone number',
    signInLabel: 'Phone number',
    placeholder: '0712 345 678',
    empty: 'Enter a phone number, such as 0712 345 678.',
    format: 'That is not a Kenyan mobile number. It looks like 0712 345 678 or 0110 123 456.',
    network: 'That is not a Safaricom number. M-PESA needs a Safaricom line.',
    valid: (phone: string) => `${phone} is a good number.`,
  },

  welcome: {
    headline: 'Your money, kept with care.',
    points: [
      'Add money with M-PESA in seconds.',
      'See every shilling, with its receipt.',
      'Only you can open your wallet.',
    ],
  },

  signIn: {
    title: 'Sign in',
    lead: 'Enter your phone number and we send you a one-time code by SMS.',
    leadNew: 'New here? Your wallet opens when you sign in.',
    send: 'Send me a code',
    sending: 'Sending…',
    codeTitle: 'Enter your code',
    codeLead: (phone: string) => `We sent a six-digit code to ${phone}.`,
    codeLabel: 'One-time code',
    codeHint: 'Six digits. Never share it with anyone, not even with us.',
    codeShort: 'The code has six digits.',
    codeWrong: 'That code is not right. Check the newest SMS, or ask for another code.',
    verify: 'Sign in',
    verifying: 'Signing in…',
    resend: 'Send another code',
    resendIn: (seconds: string) => `Another code in ${seconds}`,
    resent: 'A new code is on its way.',
    changePhone: 'Use another number',
    simulatorHint: 'No real SMS here: read the code on the simulated phone.',
    simulatorLink: 'Open the simulated phone',
    unavailableTitle: 'Signing in is not available here yet',
    unavailable:
      'This Hazina cannot send SMS, so it cannot send you a code. Its operator has to set up an SMS provider first. Your money is not affected.',
  },

  wallet: {
    title: 'My Wallet',
    balance: 'Balance',
    balanceIs: (amount: string) => `Balance ${amount}`,
    pending: (amount: string) => `${amount} waiting for M-PESA`,
    held: (amount: string) => `${amount} set aside`,
    recent: 'Recent activity',
    seeAll: 'See all',
    unreachable: 'We cannot show your balance just now. Your money is safe.',
  },

  pay: {
    title: 'Add money',
    phoneNote: 'You enter your PIN on this phone.',
    amountLabel: 'Amount',
    quickLabel: 'Quick amounts',
    limits: (min: string, max: string) => `From ${min} to ${max} at a time. Hazina adds no fee.`,
    empty: 'Enter an amount.',
    notANumber: 'Enter the amount in digits, such as 500.',
    cents: 'M-PESA moves whole shillings only: leave out the cents.',
    tooSmall: (min: string) => `The smallest amount is ${min}.`,
    tooLarge: (max: string) => `The largest amount is ${max} at a time.`,
    button: 'Pay via M-PESA',
    buttonAmount: (amount: string) => `Pay ${amount} via M-PESA`,
    sending: 'Asking M-PESA…',
    openPayment: 'See that payment',
  },

  waiting: {
    title: 'Waiting for your PIN',
    headline: 'Check your phone and enter your M-PESA PIN',
    asked: (amount: string, phone: string) => `${amount} from ${phone}`,
    secondsLeft: (seconds: number) => (seconds === 1 ? '1 second left' : `${seconds} seconds left`),
    unknownTitle: 'Waiting for M-PESA',
    unknownHeadline: 'The prompt may still arrive',
    unknown:
      'M-PESA has not told us whether it sent the prompt. If it arrives, enter your PIN. Please do not pay again yet: we keep asking.',
    askingTitle: 'Asking M-PESA',
    askingHeadline: 'We are asking M-PESA how it ended…',
    asking: 'If you entered your PIN, the money shows here by itself. You may leave this page.',
    live: 'This page updates by itself.',
    polling: 'The line is slow; we check every few seconds.',
    noPrompt: 'Nothing on your phone?',
    leave: 'Back to my wallet',
  },

  paybill: {
    title: 'Pay from the M-PESA menu instead',
    warning: 'Only if no prompt is on your phone: otherwise you could pay twice.',
    menu: 'Open M-PESA, choose Lipa na M-PESA, then Pay Bill',
    business: 'Business no.',
    account: 'Account no.',
    amount: 'Amount',
    pin: 'Enter your M-PESA PIN and confirm',
  },

  success: {
    title: 'Payment received',
    headline: (amount: string) => `${amount} received`,
    receipt: 'M-PESA receipt',
    receiptFollows: 'The receipt number follows',
    newBalance: 'New balance',
    done: 'Done',
    details: 'Payment details',
  },

  failure: {
    title: 'Payment not completed',
    unexplained: 'M-PESA did not complete this payment and gave no reason that we know.',
    notMoved: 'Your money has not moved.',
    mayStillArrive: 'If M-PESA did take the money after all, it shows in your wallet by itself.',
    whatNow: 'What you can do',
    retry: 'Try again',
    unreachableTip:
      'Is the phone on, with signal and its screen unlocked? Dial *234# to see that your M-PESA is active, then try again.',
  },

  history: {
    title: 'History',
    filter: 'Show',
    all: 'All',
    empty: 'Nothing here yet.',
    emptyHint: 'Money you add shows here with its receipt.',
    emptyFiltered: 'Nothing with this status.',
    more: 'Load more',
    loadingMore: 'Loading more…',
    end: 'That is all.',
    today: 'Today',
    yesterday: 'Yesterday',
    unreachable: 'We cannot show your history just now.',
  },

  transaction: {
    title: 'Payment details',
    types: {
      deposit: 'Deposit',
      payment: 'Payment',
      withdrawal: 'Withdrawal',
      transfer: 'Transfer',
      refund: 'Refund',
    },
    status: { pending: 'Pending', completed: 'Completed', failed: 'Failed' },
    amount: 'Amount',
    statusLabel: 'Status',
    typeLabel: 'Kind',
    transactionId: 'Transaction ID',
    receipt: 'M-PESA receipt',
    noReceipt: 'None yet',
    checkoutRequestId: 'Checkout request ID',
    merchantRequestId: 'Merchant request ID',
    phone: 'Phone',
    created: 'Started',
    completed: 'Finished',
    balanceAfter: 'Balance after',
    why: 'Why',
    follow: 'Follow this payment',
    print: 'Print receipt',
    receiptHeading: 'Receipt',
    receiptNote: 'Issued by Hazina. This is not an M-PESA message.',
    notFound: 'We cannot find this payment in your wallet.',
  },

  settings: {
    title: 'Settings',
    account: 'Account',
    name: 'Name',
    phone: 'Phone',
    walletNumber: 'Wallet number',
    signOut: 'Sign out',
    signingOut: 'Signing out…',
  },

  errors: {
    offline: 'You are offline. Nothing was sent; try again when you have a network.',
    network: 'The line dropped. Try again.',
    timeout: 'No answer in time. Try again.',
    neverTwice: 'The same request is never paid twice.',
    readNetwork: 'We cannot reach Hazina. Check your network and try again.',
    garbled:
      'Something between you and Hazina answered in its place. Check your network and try again.',
    server: 'Something went wrong on our side. Try again in a moment.',
    promptOpen: (wait: string) =>
      `A prompt is already open on that phone. Answer or cancel it there, or wait ${wait} and try again.`,
    promptOpenSoon:
      'A prompt is already open on that phone. Answer or cancel it there, then try again.',
    tooMany: (wait: string) => `Too many tries. Wait ${wait}, then try again.`,
    tooManySoon: 'Too many tries. Wait a little, then try again.',
    promptLimit: (wait: string) =>
      `That phone has had many prompts that were not paid. Wait ${wait}, then try again.`,
    promptLimitSoon: 'That phone has had many prompts that were not paid. Try again later.',
    mpesaRefused: 'M-PESA did not take the request, so no prompt was sent and no money moved.',
    mpesaBusy: 'M-PESA cannot take more requests just now. Try again in a minute.',
    stillSending: 'Your first request is still on its way. Wait a moment.',
    seconds: (seconds: number) => (seconds === 1 ? '1 second' : `${seconds} seconds`),
    minutes: (minutes: number) => (minutes === 1 ? '1 minute' : `${minutes} minutes`),
    notFoundTitle: 'Page not found',
    notFound: 'There is nothing at this address.',
    brokenTitle: 'Something broke on this page',
    broken:
      'Your money is not affected. Reload the page; if it happens again, tell whoever runs this Hazina.',
    reload: 'Reload',
    home: 'Go to my wallet',
  },
}

export type Messages = typeof en
