import type { Messages } from './en.ts'

/** Every word of the wallet in Swahili, as Kenyans say it. */
export const sw: Messages = {
  brand: 'Hazina',
  skipToContent: 'Ruka hadi yaliyomo',
  loading: 'Inapakia…',
  tryAgain: 'Jaribu tena',
  back: 'Rudi',
  cancel: 'Ghairi',
  copy: 'Nakili',
  copied: 'Imenakiliwa',
  copyOf: (what) => `Nakili: ${what}`,
  opensInNewTab: '(hufunguka kwenye kichupo kipya)',

  nav: { label: 'Menyu kuu', wallet: 'Pochi', history: 'Historia', settings: 'Mipangilio' },

  environment: {
    simulator: 'Hali ya mazoezi: hakuna pesa halisi.',
    sandbox: 'Sandbox ya Safaricom: hakuna pesa halisi.',
    openPhone: 'Fungua simu ya mazoezi',
  },

  offline: 'Huna mtandao. Tutaendelea mara tu utakaporudi mtandaoni.',

  language: { label: 'Lugha', en: 'English', sw: 'Kiswahili' },

  theme: { label: 'Mwonekano', light: 'Mwangaza', dark: 'Giza', system: 'Otomatiki' },

  phone: {
    label: 'Nambari ya simu ya M-PESA',
    signInLabel: 'Nambari ya simu',
    placeholder: '0712 345 678',
    empty: 'Weka nambari ya simu, kama vile 0712 345 678.',
    format: 'Hiyo si nambari ya simu ya Kenya. Huwa kama 0712 345 678 au 0110 123 456.',
    network: 'Hiyo si nambari ya Safaricom. M-PESA inahitaji laini ya Safaricom.',
    valid: (phone) => `${phone} ni nambari sahihi.`,
  },

  welcome: {
    headline: 'Pesa zako, zimetunzwa vyema.',
    points: [
      'Weka pesa kwa M-PESA kwa sekunde chache.',
      'Ona kila shilingi, pamoja na risiti yake.',
      'Ni wewe tu unayeweza kufungua pochi yako.',
    ],
  },

  signIn: {
    title: 'Ingia',
    lead: 'Weka nambari yako ya simu, nasi tutakutumia msimbo wa mara moja kwa SMS.',
    leadNew: 'Wewe ni mgeni? Pochi yako inafunguliwa ukiingia.',
    send: 'Nitumie msimbo',
    sending: 'Inatuma…',
    codeTitle: 'Weka msimbo wako',
    codeLead: (phone) => `Tumetuma msimbo wa tarakimu sita kwa ${phone}.`,
    codeLabel: 'Msimbo wa mara moja',
    codeHint: 'Tarakimu sita. Usimpe mtu yeyote, hata sisi.',
    codeShort: 'Msimbo una tarakimu sita.',
    codeWrong: 'Msimbo huo si sahihi. Angalia SMS ya mwisho, au omba msimbo mwingine.',
    verify: 'Ingia',
    verifying: 'Unaingia…',
    resend: 'Nitumie msimbo mwingine',
    resendIn: (seconds) => `Msimbo mwingine baada ya ${seconds}`,
    resent: 'Msimbo mpya uko njiani.',
    changePhone: 'Tumia nambari nyingine',
    simulatorHint: 'Hapa hakuna SMS halisi: soma msimbo kwenye simu ya mazoezi.',
    simulatorLink: 'Fungua simu ya mazoezi',
    unavailableTitle: 'Kuingia hakuwezekani hapa kwa sasa',
    unavailable:
      'Hazina hii haiwezi kutuma SMS, kwa hivyo haiwezi kukutumia msimbo. Msimamizi wake anahitaji kwanza kuweka huduma ya SMS. Pesa zako haziathiriki.',
  },

  wallet: {
    title: 'Pochi yangu',
    balance: 'Salio',
    balanceIs: (amount) => `Salio ${amount}`,
    pending: (amount) => `${amount} zinasubiri M-PESA`,
    held: (amount) => `${amount} zimetengwa`,
    recent: 'Miamala ya karibuni',
    seeAll: 'Ona yote',
    unreachable: 'Hatuwezi kuonyesha salio lako sasa hivi. Pesa zako ziko salama.',
  },

  pay: {
    title: 'Weka pesa',
    phoneNote: 'Utaweka PIN yako kwenye simu hii.',
    amountLabel: 'Kiasi',
    quickLabel: 'Viwango vya haraka',
    limits: (min, max) => `Kuanzia ${min} hadi ${max} kwa mara moja. Hazina haitozi ada.`,
    empty: 'Weka kiasi.',
    notANumber: 'Andika kiasi kwa tarakimu, kama vile 500.',
    cents: 'M-PESA hutuma shilingi kamili pekee: usiweke senti.',
    tooSmall: (min) => `Kiasi cha chini zaidi ni ${min}.`,
    tooLarge: (max) => `Kiasi cha juu zaidi ni ${max} kwa mara moja.`,
    button: 'Lipa kwa M-PESA',
    buttonAmount: (amount) => `Lipa ${amount} kwa M-PESA`,
    sending: 'Tunaomba M-PESA…',
    openPayment: 'Ona malipo hayo',
  },

  waiting: {
    title: 'Tunasubiri PIN yako',
    headline: 'Angalia simu yako na uweke PIN yako ya M-PESA',
    asked: (amount, phone) => `${amount} kutoka ${phone}`,
    secondsLeft: (seconds) => (seconds === 1 ? 'Imebaki sekunde 1' : `Zimebaki sekunde ${seconds}`),
    unknownTitle: 'Tunasubiri M-PESA',
    unknownHeadline: 'Ombi la malipo bado linaweza kufika',
    unknown:
      'M-PESA haijatuambia kama imetuma ombi la malipo. Likifika, weka PIN yako. Tafadhali usilipe tena kwa sasa: tunaendelea kuuliza.',
    askingTitle: 'Tunauliza M-PESA',
    askingHeadline: 'Tunauliza M-PESA yaliishaje…',
    asking:
      'Ikiwa uliweka PIN yako, pesa zitaonekana hapa zenyewe. Unaweza kuondoka kwenye ukurasa huu.',
    live: 'Ukurasa huu unajisasisha wenyewe.',
    polling: 'Mtandao uko polepole; tunaangalia kila baada ya sekunde chache.',
    noPrompt: 'Hakuna kitu kwenye simu yako?',
    leave: 'Rudi kwenye pochi yangu',
  },

  paybill: {
    title: 'Lipa kupitia menyu ya M-PESA badala yake',
    warning:
      'Fanya hivi tu ikiwa hakuna ombi kwenye simu yako: la sivyo unaweza kulipa mara mbili.',
    menu: 'Fungua M-PESA, chagua Lipa na M-PESA, kisha Pay Bill',
    business: 'Nambari ya biashara',
    account: 'Nambari ya akaunti',
    amount: 'Kiasi',
    pin: 'Weka PIN yako ya M-PESA na uthibitishe',
  },

  success: {
    title: 'Malipo yamepokelewa',
    headline: (amount) => `${amount} zimepokelewa`,
    receipt: 'Risiti ya M-PESA',
    receiptFollows: 'Nambari ya risiti inafuata',
    newBalance: 'Salio jipya',
    done: 'Sawa',
    details: 'Maelezo ya malipo',
  },

  failure: {
    title: 'Malipo hayakukamilika',
    unexplained: 'M-PESA haikukamilisha malipo haya na haikutoa sababu tunayoijua.',
    notMoved: 'Pesa zako hazijatoka.',
    mayStillArrive:
      'Ikiwa M-PESA ilichukua pesa hata hivyo, zitaonekana kwenye pochi yako zenyewe.',
    whatNow: 'Unachoweza kufanya',
    retry: 'Jaribu tena',
    unreachableTip:
      'Je, simu imewashwa, ina mtandao, na skrini imefunguliwa? Piga *234# uone kama M-PESA yako inafanya kazi, kisha ujaribu tena.',
  },

  history: {
    title: 'Historia',
    filter: 'Onyesha',
    all: 'Yote',
    empty: 'Bado hakuna kitu hapa.',
    emptyHint: 'Pesa unazoweka zitaonekana hapa pamoja na risiti yake.',
    emptyFiltered: 'Hakuna muamala wenye hali hii.',
    more: 'Onyesha zaidi',
    loadingMore: 'Inapakia zaidi…',
    end: 'Hayo ndiyo yote.',
    today: 'Leo',
    yesterday: 'Jana',
    unreachable: 'Hatuwezi kuonyesha historia yako sasa hivi.',
  },

  transaction: {
    title: 'Maelezo ya malipo',
    types: {
      deposit: 'Umeweka pesa',
      payment: 'Malipo',
      withdrawal: 'Kutoa pesa',
      transfer: 'Uhamisho',
      refund: 'Marejesho',
    },
    status: { pending: 'Inasubiri', completed: 'Imekamilika', failed: 'Haikufaulu' },
    amount: 'Kiasi',
    statusLabel: 'Hali',
    typeLabel: 'Aina',
    transactionId: 'Kitambulisho cha muamala',
    receipt: 'Risiti ya M-PESA',
    noReceipt: 'Bado hakuna',
    checkoutRequestId: 'Checkout request ID',
    merchantRequestId: 'Merchant request ID',
    phone: 'Simu',
    created: 'Ilianza',
    completed: 'Ilimalizika',
    balanceAfter: 'Salio baadaye',
    why: 'Kwa nini',
    follow: 'Fuatilia malipo haya',
    print: 'Chapisha risiti',
    receiptHeading: 'Risiti',
    receiptNote: 'Imetolewa na Hazina. Huu si ujumbe wa M-PESA.',
    notFound: 'Hatuoni malipo haya kwenye pochi yako.',
  },

  settings: {
    title: 'Mipangilio',
    account: 'Akaunti',
    name: 'Jina',
    phone: 'Simu',
    walletNumber: 'Nambari ya pochi',
    signOut: 'Ondoka',
    signingOut: 'Unaondoka…',
  },

  errors: {
    offline: 'Huna mtandao. Hakuna kilichotumwa; jaribu tena ukipata mtandao.',
    network: 'Mtandao umekatika. Jaribu tena.',
    timeout: 'Hakuna jibu lililofika kwa wakati. Jaribu tena.',
    neverTwice: 'Ombi lile lile halilipwi mara mbili.',
    readNetwork: 'Hatuwezi kufikia Hazina. Angalia mtandao wako kisha ujaribu tena.',
    garbled:
      'Kitu kingine kati yako na Hazina kimejibu badala yake. Angalia mtandao wako kisha ujaribu tena.',
    server: 'Kuna hitilafu upande wetu. Jaribu tena baada ya muda mfupi.',
    promptOpen: (wait) =>
      `Tayari kuna ombi la malipo kwenye simu hiyo. Lijibu au ulighairi hapo, au subiri ${wait} ujaribu tena.`,
    promptOpenSoon:
      'Tayari kuna ombi la malipo kwenye simu hiyo. Lijibu au ulighairi hapo, kisha ujaribu tena.',
    tooMany: (wait) => `Umejaribu mara nyingi mno. Subiri ${wait}, kisha ujaribu tena.`,
    tooManySoon: 'Umejaribu mara nyingi mno. Subiri kidogo, kisha ujaribu tena.',
    promptLimit: (wait) =>
      `Simu hiyo imepokea maombi mengi ambayo hayakulipwa. Subiri ${wait}, kisha ujaribu tena.`,
    promptLimitSoon: 'Simu hiyo imepokea maombi mengi ambayo hayakulipwa. Jaribu tena baadaye.',
    mpesaRefused:
      'M-PESA haikukubali ombi, kwa hivyo hakuna kilichotumwa na hakuna pesa iliyotoka.',
    mpesaBusy: 'M-PESA haiwezi kupokea maombi zaidi sasa hivi. Jaribu tena baada ya dakika moja.',
    stillSending: 'Ombi lako la kwanza bado liko njiani. Subiri kidogo.',
    seconds: (seconds) => `sekunde ${seconds}`,
    minutes: (minutes) => `dakika ${minutes}`,
    notFoundTitle: 'Ukurasa haupatikani',
    notFound: 'Hakuna kitu kwenye anwani hii.',
    brokenTitle: 'Kuna kitu kimeharibika kwenye ukurasa huu',
    broken:
      'Pesa zako haziathiriki. Pakia ukurasa upya; ikitokea tena, mwambie anayeendesha Hazina hii.',
    reload: 'Pakia upya',
    home: 'Nenda kwenye pochi yangu',
  },
}
