/** @module The few drawings the pages need, on a 24 by 24 grid. */
import { s } from './dom.js'

const paths = {
  back: 'M15 5l-7 7 7 7',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  book: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11',
  callback: 'M20 6v7a4 4 0 0 1-4 4H5M9 13l-4 4 4 4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  cross: 'M7 7l10 10M17 7L7 17',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  erase: 'M9 6h11v12H9l-6-6zM12.5 9.5l5 5M17.5 9.5l-5 5',
  exchange: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  gear: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5v5M8 14.5v5',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  key: 'M14.5 4a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM10.6 13.4L4 20M6 18l2 2',
  menu: 'M4 7h16M4 12h16M4 17h16',
  message: 'M4 5h16v11H10l-5 4v-4H4z',
  money: 'M3 7h18v10H3zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM6 12h.01M18 12h.01',
  network: 'M5 19v-4M10 19v-8M15 19V8M20 19V4',
  operator: 'M4 9l8-5 8 5zM6 9v9M10 9v9M14 9v9M18 9v9M4 20h16',
  pause: 'M9 5v14M15 5v14',
  phone: 'M8 3h8v18H8zM11 18h2',
  play: 'M8 5l11 7-11 7z',
  plus: 'M12 5v14M5 12h14',
  power: 'M12 4v8M7.5 7a7 7 0 1 0 9 0',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  sim: 'M7 3h7l4 4v14H7zM10 12h5v6h-5zM10 15h5',
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
