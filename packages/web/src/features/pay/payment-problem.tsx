import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { isApiError } from '../../lib/api-error.ts'
import { errorWords } from '../../lib/error-words.ts'
import { useMessages } from '../../lib/i18n/messages.ts'

/** Why the prompt was not sent, and the way to a payment of one's own that stands in the way. */
export function PaymentProblem(props: { error: unknown }) {
  const t = useMessages()
  const error = isApiError(props.error) ? props.error : undefined
  // What a field is to blame for stands at that field.
  if (error?.code === 'invalid_phone_number') return null
  if (error?.field('amount') || error?.field('phone_number')) return null
  const unanswered = error?.kind === 'network' || error?.kind === 'timeout'
  const openPayment = error?.code === 'prompt_open' ? error.problem?.transaction_id : undefined
  return (
    <Notice tone="problem">
      <p>
        {errorWords(t, props.error)} {unanswered ? t.errors.neverTwice : null}
      </p>
      {openPayment === undefined ? null : (
        <Link
          to="/pay/$transactionId"
          params={{ transactionId: openPayment }}
          className={buttonClass('secondary')}
        >
          {t.pay.openPayment}
        </Link>
      )}
    </Notice>
  )
}
