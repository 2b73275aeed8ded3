/** @module Recording what happens, and playing it again. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { downloadUrl, get, post, sendFile } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { button, card, tag } from '../parts.js'

/** @param {import('../main.js').App} app */
export function createRecording(app) {
  const { words } = app
  const t = words.time
  const body = h('div', { class: 'cards-column' })
  const render = whenChanged(({ isOn, count }) => {
    const toggle = () => app.perform(() => post(`recording/${isOn ? 'stop' : 'start'}`))
    replaceChildren(
      body,
      h('p', {}, tag(isOn ? t.recordingOn : t.recordingOff, isOn ? 'bad' : 'plain')),
      h(
        'div',
        { class: 'button-row' },
        button(isOn ? t.stopRecording : t.startRecording, toggle, { key: 'record', kind: 'quiet' }),
        count > 0 &&
          h(
            'a',
            {
              class: 'quiet',
              href: downloadUrl('recording'),
              download: 'recording.jsonl',
              'data-key': 'download',
            },
            icon('download'),
            t.downloadRecording,
          ),
        button(t.replay, () => askReplay(app), { key: 'replay', kind: 'quiet' }),
      ),
    )
  })
  return {
    element: card(t.recording, h('p', { class: 'muted' }, t.recordingText), body),
    async load() {
      const { on, events } = await get('recording/status')
      render({ isOn: on, count: events })
    },
  }
}

function askReplay(app) {
  const t = app.words.time
  app.ask({
    title: t.replayTitle,
    fields: [{ name: 'recording', label: t.replayField, type: 'file', required: true }],
    submit: t.replayTitle,
    run: async ({ recording }) =>
      tellReplay(
        app,
        await sendFile('POST', 'replay', { body: recording, type: 'application/jsonl' }),
      ),
  })
}

/** Whether the same happened again. */
function tellReplay({ words, notify }, { same, requests, differences }) {
  const t = words.time
  if (same) notify(t.replayedSame(requests))
  else notify(t.replayedOther(differences.length), 'problem')
}
