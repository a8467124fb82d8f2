/** Bodies read not long ago. Many queries of a run are answered with the same page: it is read and judged once. */
import type { Contract } from '../contract/contract.ts';
import { Memory } from '../contract/memory.ts';

/** Characters remembered for each contract: some 200 full pages; a run over the reference meets about 3 million. */
const REMEMBERED = 8_000_000;

const MEMORIES = new WeakMap<Contract, Memory<object>>();

/** What `read` makes of the text, made at most once while the text is remembered. */
export function readOnce<T extends object>(contract: Contract, text: string, read: () => T): T {
  const memory = MEMORIES.get(contract) ?? new Memory<object>(REMEMBERED);
  MEMORIES.set(contract, memory);
  return memory.once(text, read) as T;
}
