import { defineConfig } from 'vitest/config'

// Two projects: `unit` needs nothing but Node; `system` runs on a real PostgreSQL, the simulator and a
// real browser, all of which tests/setup brings.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          globalSetup: ['tests/setup/postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
