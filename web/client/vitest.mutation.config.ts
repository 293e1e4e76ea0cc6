import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** Tests of the state machine and the merge, which a mutation run repeats for every mutant. */
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: [
      'test/{choice,complete,decision,deletion,diff,editing,merge,parts,refusal,saving,versions}.test.ts',
      'test/*.random.test.ts',
    ],
    env: { HOLDFAST_RUNS: '20', HOLDFAST_SEED: '1' },
  },
})
