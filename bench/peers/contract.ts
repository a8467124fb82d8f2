import { loadContract } from '../../src/contract/contract.ts';

/** The one contract that all tools are told of. */
export const contract = loadContract();
