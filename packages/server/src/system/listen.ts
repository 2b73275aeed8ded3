import { StartProblem } from '../errors.ts'

/** Listens, or says in one sentence what stands in the way. */
export async function listenOn(
  server: { listen(options: { host: string; port: number }): Promise<string> },
  { host, port, variable }: { host: string; port: number; variable: 'PORT' | 'SIMULATOR_PORT' },
): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, { host, port, variable }) ?? error
  }
}

function explain(
  error: NodeJS.ErrnoException,
  { host, port, variable }: { host: string; port: number; variable: string },
): StartProblem | undefined {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} is taken by another program: stop it, or choose another with ${variable} (such as ${variable}=${port + 100} npm start).`,
      )
    case 'EACCES':
      return new StartProblem(
        `This user may not listen on port ${port}: choose one above 1023 with ${variable}.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(`This machine has no address ${host}: correct HOST.`)
    default:
      return undefined
  }
}
