/** Bodies read not long ago. Many queries of a run are answered with the same page: it is read and judged once. */
import type { Contract } from '../contract/contract.ts';

/** Bodies remembered for each contract; a page of 100 rows takes some 100 kB. */
const REMEMBERED = 64;

const MEMORIES = new WeakMap<Contract, Map<string, unknown>>();

/** What `read` makes of the text, made at most once while the text is remembered. */
export function readOnce<T>(contract: Contract, text: string, read: () => T): T {
  const memory = MEMORIES.get(contract) ?? new Map<string, unknown>();
  MEMORIES.set(contract, memory);
  if (memory.has(text)) return memory.get(text) as T;
  const made = read();
  if (memory.size >= REMEMBERED)
    for (const oldest of memory.keys()) {
      memory.delete(oldest);
      break;
    }
  memory.set(text, made);
  return made;
}
