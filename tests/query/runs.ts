/** Property runs: the same number, and the same cases, in every run of the tests. */
export const RUNS = { numRuns: 400, seed: 20181206 };
