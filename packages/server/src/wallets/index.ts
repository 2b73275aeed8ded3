export { readWallet, type Wallet } from './read-wallet.ts'
