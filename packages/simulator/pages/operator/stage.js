/** @module The place where one section is shown at a time. */
import { h } from '../shared/dom.js'
import { createSection, keyOf } from './sections/sections.js'

/**
 * @typedef {{
 *   element: HTMLElement,
 *   load: () => Promise<void>,
 *   follow?: () => void,
 *   tick?: () => void
 * }} View `load` fetches what it shows; `follow`: the address changed within the section
 */

export function createStage(app) {
  const element = h('main', { class: 'content', id: 'content', tabindex: '-1' })
  const stage = { element, view: null, key: '' }
  return {
    element,
    isOpen: () => stage.view !== null,
    /** Opens the section of the address, or tells the open one that the address changed. */
    show({ isAnew = false } = {}) {
      const key = keyOf(app.route)
      if (!isAnew && stage.view && key === stage.key) {
        stage.view.follow?.()
        return
      }
      stage.key = key
      stage.view = createSection(app)
      element.replaceChildren(stage.view.element)
      element.scrollTo({ top: 0 })
    },
    /** Fetches what is shown. */
    async load() {
      const { view } = stage
      try {
        await view.load()
      } catch (error) {
        if (stage.view === view) showProblem(app, view, error)
      }
    },
    tick() {
      stage.view?.tick?.()
    },
  }
}

/** What could not be fetched is said in place of what it would show; what is shown already stays. */
function showProblem({ words }, view, error) {
  if (view.element.dataset.shown || view.element.querySelector('.row, .card')) return
  const sentence = error.status === 404 ? words.notFound : error.message
  view.element.querySelector('.section-problem')?.remove()
  view.element.append(h('p', { class: 'section-problem muted', role: 'status' }, sentence))
}
