import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = process.env.HAZINA_URL ?? 'http://localhost:5000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), nameSwahili()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The newest browsers of phones that get no more updates (Android 5) must still open the wallet.
    target: ['chrome94', 'firefox93', 'safari15'],
    // The content security policy allows no `data:` address: every image stays a file of ours.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: {
        index: `${import.meta.dirname}/index.html`,
        'service-worker': `${import.meta.dirname}/src/service-worker.ts`,
      },
      output: {
        // A service worker lives at one address for ever; everything else is named by its content.
        entryFileNames: (chunk) =>
          chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
        // What others wrote changes seldom: apart, it stays on the device when the wallet itself is renewed.
        codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, changeOrigin: true, ws: true },
    },
  },
})

/** Tells `boot.js` where the Swahili words are, so that they are fetched beside the scripts and not after them. */
function nameSwahili(): Plugin {
  return {
    name: 'hazina-name-swahili',
    transformIndexHtml(html, { bundle }) {
      const words = Object.values(bundle ?? {}).find(
        (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/i18n/sw.ts'),
      )
      if (words === undefined) return html
      return html.replace('src="/boot.js"', `src="/boot.js" data-swahili="/${words.fileName}"`)
    },
  }
}
