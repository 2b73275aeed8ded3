// Runs before the first paint, so that nobody who chose a dark wallet is shown a white flash. It is a file of
// its own because the content security policy allows no inline script.
;(() => {
  const root = document.documentElement
  let theme = null
  let language = null
  try {
    theme = localStorage.getItem('hazina.theme')
    language = localStorage.getItem('hazina.language')
  } catch {
    // Storage may be switched off; the defaults below serve.
  }
  const dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.lang = language === 'sw' || language === 'en' ? language : byBrowser()
  if (root.lang === 'sw' && document.currentScript.dataset.swahili) {
    const words = document.createElement('link')
    words.rel = 'modulepreload'
    words.href = document.currentScript.dataset.swahili
    document.head.append(words)
  }

  function byBrowser() {
    const first = (navigator.languages || [navigator.language]).find((l) => /^(sw|en)\b/i.test(l))
    return first && /^sw/i.test(first) ? 'sw' : 'en'
  }
})()
