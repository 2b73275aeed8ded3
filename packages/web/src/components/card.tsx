import { type ReactNode, useId } from 'react'
import styles from './card.module.css'

/** A framed part of a page; with a title it is a named region. */
export function Card(props: { title?: string; children: ReactNode }) {
  const id = useId()
  if (props.title === undefined) return <div className={styles.card}>{props.children}</div>
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 className={styles.title} id={id}>
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}
