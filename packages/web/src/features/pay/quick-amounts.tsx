import { formatWhole } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import styles from './payment-form.module.css'

const quickAmounts = [100, 200, 500, 1_000, 2_000, 5_000]

/** Amounts that one tap fills in. */
export function QuickAmounts(props: {
  max: number
  chosen: number | undefined
  onChoose: (kes: number) => void
}) {
  const t = useMessages()
  return (
    <fieldset className={styles.quick} aria-label={t.pay.quickLabel}>
      {quickAmounts
        .filter((kes) => kes <= props.max)
        .map((kes) => (
          <button
            key={kes}
            type="button"
            className={styles.chip}
            aria-label={`KES ${formatWhole(kes)}`}
            aria-pressed={kes === props.chosen}
            onClick={() => props.onChoose(kes)}
          >
            {formatWhole(kes)}
          </button>
        ))}
    </fieldset>
  )
}
