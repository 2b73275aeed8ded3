import type { ButtonHTMLAttributes } from 'react'
import styles from './button.module.css'

export type ButtonLook = 'primary' | 'secondary' | 'quiet'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook
  wide?: boolean
  /** At work: shows so, and does not act again. It keeps the focus, unlike a disabled button. */
  busy?: boolean
}

export function Button({ look, wide, busy, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { 'aria-disabled': true, onClick: (event) => event.preventDefault() } : {})}
      className={`${buttonClass(look, wide)} ${className ?? ''}`}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : null}
      {children}
    </button>
  )
}

/** For links that look like buttons. */
export function buttonClass(look: ButtonLook = 'primary', wide = false): string {
  return `${styles.button} ${styles[look]} ${wide ? styles.wide : ''}`
}
