import { useParams } from '@tanstack/react-router'
import { PaymentScreen } from '../../features/pay/payment-screen.tsx'
import { NewBalance } from '../../features/wallet/new-balance.tsx'
import { useSession } from '../signed-in.tsx'

/** One payment, from its prompt to its end. */
export function PayPage() {
  const { transactionId } = useParams({ from: '/signed-in/pay/$transactionId' })
  return (
    <PaymentScreen
      key={transactionId}
      transactionId={transactionId}
      session={useSession()}
      newBalance={<NewBalance />}
    />
  )
}
