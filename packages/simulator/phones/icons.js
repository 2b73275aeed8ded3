/** @module The few drawings the page needs, on a 24 by 24 grid. */
import { s } from './dom.js'

const paths = {
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  cross: 'M7 7l10 10M17 7L7 17',
  erase: 'M9 6h11v12H9l-6-6zM12.5 9.5l5 5M17.5 9.5l-5 5',
  gear: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5v5M8 14.5v5',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  message: 'M4 5h16v11H10l-5 4v-4H4z',
  network: 'M5 19v-4M10 19v-8M15 19V8M20 19V4',
  phone: 'M8 3h8v18H8zM11 18h2',
  plus: 'M12 5v14M5 12h14',
  power: 'M12 4v8M7.5 7a7 7 0 1 0 9 0',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
}

/**
 * A decorative drawing, hidden from screen readers; the button around it carries the name.
 * @param {keyof typeof paths} name
 */
export function icon(name) {
  return s(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    s('path', { d: paths[name] }),
  )
}
