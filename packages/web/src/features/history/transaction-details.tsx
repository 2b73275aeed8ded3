import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Money } from '../../components/money.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { Trouble } from '../../components/trouble.tsx'
import type { TransactionRecord } from '../../lib/api-types.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import { transactionQuery } from './api.ts'
import styles from './details.module.css'
import { Fact, factsOf } from './facts.tsx'
import { isIncoming } from './is-incoming.ts'

/** Everything that is known of one transaction; prints as a receipt of `businessName`. */
export function TransactionDetails(props: { transactionId: string; businessName: string }) {
  const queryClient = useQueryClient()
  const transaction = useQuery({
    ...transactionQuery(queryClient, props.transactionId),
    refetchInterval: (query) => (query.state.data?.status === 'pending' ? 15_000 : false),
  })
  if (transaction.data !== undefined) {
    return <Details transaction={transaction.data} businessName={props.businessName} />
  }
  if (transaction.error) {
    return <Trouble error={transaction.error} onRetry={() => void transaction.refetch()} />
  }
  return (
    <Card>
      <Skeleton shape="block" />
    </Card>
  )
}

function Details(props: { transaction: TransactionRecord; businessName: string }) {
  const { transaction } = props
  const t = useMessages()
  const { language } = usePreferences()
  const incoming = isIncoming(transaction.type)
  return (
    <>
      <p className={styles.heading}>
        {t.transaction.receiptHeading} · {props.businessName}
      </p>
      <Card>
        <div className={styles.top}>
          <p className={styles.amount}>
            <Money kes={transaction.amount} signed={incoming && transaction.status !== 'failed'} />
          </p>
          <StatusBadge status={transaction.status} />
        </div>
        <dl className={styles.facts}>
          {factsOf(t, language, transaction).map((fact) => (
            <Fact key={fact.label} {...fact} />
          ))}
        </dl>
      </Card>
      <p className={styles.note}>{t.transaction.receiptNote}</p>
      <div className={styles.actions}>
        {transaction.status === 'pending' ? (
          <Link
            to="/pay/$transactionId"
            params={{ transactionId: transaction.transaction_id }}
            className={buttonClass('primary', true)}
          >
            {t.transaction.follow}
          </Link>
        ) : null}
        {transaction.status === 'completed' ? (
          <Button look="secondary" wide onClick={() => globalThis.print()}>
            <Icon name="print" />
            {t.transaction.print}
          </Button>
        ) : null}
      </div>
    </>
  )
}
