export { type AppParts, bodyBytesMax, buildApp } from './app.ts'
export { walletDirectory } from './wallet-files.ts'
