#!/usr/bin/env node
/** @module `daraja`, the command line. */
import { systemIo } from './io.ts'
import { runDaraja } from './program.ts'

process.exitCode = await runDaraja(process.argv.slice(2), systemIo())
