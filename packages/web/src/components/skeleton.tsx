import styles from './skeleton.module.css'

/** Stands in for what is still on its way, in its size. */
export function Skeleton(props: { shape?: 'text' | 'title' | 'block' }) {
  return (
    <span className={`${styles.skeleton} ${styles[props.shape ?? 'text']}`} aria-hidden="true" />
  )
}
