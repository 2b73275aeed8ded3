import { useQuery } from '@tanstack/react-query'
import { Money } from '../../components/money.tsx'
import { walletQuery } from './wallet-query.ts'

/** The balance as it is now, in a line of text; nothing until it is known. */
export function NewBalance() {
  const { data } = useQuery(walletQuery)
  return data === undefined ? null : <Money kes={data.balance} />
}
