import { useId } from 'react'
import styles from './choice.module.css'
import { Icon } from './icon.tsx'

/** One of a few, all in sight: a radio group. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: readonly { value: T; label: string; lang?: string }[]
  onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{props.label}</legend>
      <div className={styles.options}>
        {props.options.map((option) => (
          <label key={option.value} className={styles.option} lang={option.lang}>
            <input
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span className={styles.face}>
              {option.value === props.value ? <Icon name="check" size={17} /> : null}
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
