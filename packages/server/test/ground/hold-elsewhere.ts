import { claimServer } from '../../src/db/embedded/claim.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded.ts'

const [what, dataDir = '', cloneDir = ''] = process.argv.slice(2)

if (what === 'server') claimServer(dataDir)
else await startEmbeddedPostgres({ dataDir, cloneDir, log: () => {} })
process.stdout.write('held\n')
setInterval(() => {}, 60_000)
