#!/usr/bin/env node
/** @module `daraja-simulator`, the command line. */
import { runCommand } from './program.ts'

process.exitCode = await runCommand(process.argv.slice(2))
