import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError } from '../../control/control-error.ts'
import { RecordingError } from '../../recording/lines.ts'
import { recordingBytesMax } from '../../recording/recording.ts'
import type { RouteContext } from './route.ts'

/** How many differences are told; more would not help. */
const differencesMax = 100

/** Writes down what happens, and lets it happen again. */
export function addRecordingRoutes(app: FastifyInstance, context: RouteContext): void {
  const { network, recording, replay } = context
  app.addHook('preHandler', (request, _reply, done) => {
    const { method, url } = request
    if (
      method === 'GET' ||
      method === 'HEAD' ||
      /^\/simulator\/(?:recording|replay|scenarios)\b/.test(url)
    ) {
      done()
      return
    }
    network.recorder.control({ method, url, body: bodyText(request) }, done)
  })
  app.get('/simulator/recording', (_request, reply) => {
    const text = recording.text()
    reply.header('content-type', 'application/jsonl; charset=utf-8')
    reply.header('content-disposition', 'attachment; filename="recording.jsonl"')
    return reply.send(text)
  })
  app.get('/simulator/recording/status', () => recording.status())
  app.post('/simulator/recording/start', () => {
    recording.start()
    return recording.status()
  })
  app.post('/simulator/recording/stop', () => recording.stop())
  app.addContentTypeParser(
    ['application/jsonl', 'application/x-ndjson'],
    { parseAs: 'string', bodyLimit: recordingBytesMax },
    (_request, body, done) => done(null, body),
  )
  app.post('/simulator/replay', { bodyLimit: recordingBytesMax }, ({ body }) => {
    if (typeof body === 'string') return tell(replay, body)
    throw new ControlError(400, 'A recording is sent as application/jsonl')
  })
}

async function tell(replay: RouteContext['replay'], text: string) {
  const { simulator, requests, callbacks, differences } = await begin(replay, text)
  const audit = simulator.audit()
  await simulator.close()
  return {
    same: differences.length === 0,
    requests,
    callbacks,
    differences: differences.slice(0, differencesMax),
    audit,
  }
}

async function begin(replay: RouteContext['replay'], text: string) {
  try {
    return await replay(text)
  } catch (error) {
    if (error instanceof RecordingError) throw new ControlError(400, error.message)
    throw error
  }
}

function bodyText({ body }: FastifyRequest): string {
  return body === undefined || body === null ? '' : JSON.stringify(body)
}
