import { type InputHTMLAttributes, type Ref, useId } from 'react'
import styles from './field.module.css'
import { Icon } from './icon.tsx'
import { Words } from './words.tsx'

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  label: string
  /** What is wrong and what to type instead; replaces the note. */
  error?: string | undefined
  note?: string | undefined
  prefix?: string
  /** Shows a tick: what is typed is right. */
  good?: boolean
  code?: boolean
  inputRef?: Ref<HTMLInputElement>
}

/** A labelled input that says at once, beside itself, what is wrong. Its height never changes for a one-line note. */
export function Field(props: FieldProps) {
  const { label, error, note, prefix, good, code, inputRef, ...input } = props
  const id = useId()
  const wrong = error !== undefined
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={`${styles.box} ${wrong ? styles.wrong : ''}`}>
        {prefix === undefined ? null : (
          <span className={styles.prefix} aria-hidden="true">
            {prefix}
          </span>
        )}
        <input
          {...input}
          id={id}
          ref={inputRef}
          className={`${styles.input} ${code ? styles.code : ''}`}
          aria-invalid={wrong}
          aria-describedby={`${id}-note`}
        />
        {good ? <Icon name="check" className={styles.good} /> : null}
      </div>
      <div id={`${id}-note`} aria-live="polite">
        {wrong ? (
          <p className={styles.error}>
            <Icon name="alert" size={17} />
            <Words>{error}</Words>
          </p>
        ) : (
          <p className={styles.note}>{note === undefined ? null : <Words>{note}</Words>}</p>
        )}
      </div>
    </div>
  )
}
