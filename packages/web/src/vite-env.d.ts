interface ImportMetaEnv {
  /** Whether this is the built wallet, not the one that Vite serves to developers. */
  readonly PROD: boolean
}
interface ImportMeta {
  readonly env: ImportMetaEnv
}
