import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './app/base.css'
import { loadMessages } from './lib/i18n/messages.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id root')
const show = () =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
// Without the words of its language the wallet opens in English.
loadMessages(document.documentElement.lang === 'sw' ? 'sw' : 'en').then(show, show)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it the wallet works all the same, only not while the line is down.
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
}
