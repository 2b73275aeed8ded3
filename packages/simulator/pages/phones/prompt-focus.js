/** @module Who has the keyboard while a prompt is open. */

/** Whether a prompt may take the focus: not from somebody who is typing or working in the network panel. */
export function mayTakeFocus() {
  const active = document.activeElement
  if (document.querySelector('dialog[open]')) return false
  if (!active || active === document.body) return true
  return !isEditable(active) && !active.closest('.network')
}

/** @param {EventTarget | null} target */
export function isEditable(target) {
  return target instanceof Element && target.matches('input, select, textarea')
}

/** Tab goes round in the dialog. @param {KeyboardEvent} event @param {Element} dialog */
export function keepFocusInside(event, dialog) {
  const stops = [...dialog.querySelectorAll('button, input')]
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (document.activeElement !== from) return
  event.preventDefault()
  to?.focus()
}
