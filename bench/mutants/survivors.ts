/** What is known of the mutants that no clause tells: each one by its name, with the reason. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Reason = keyof typeof REASONS;

/** Why a mutant may survive. */
export const REASONS = {
  free: 'The document leaves it open: another conformant way to behave.',
  unreadable: 'The deployment answers nothing that could be judged: the run is inconclusive and says so.',
  hole: 'It is wrong, and no clause tells.',
} as const;

export interface Classified {
  readonly reason: Reason;
  /** What the mutant does, and why that is so. */
  readonly says: string;
  /** The heading of docs/rulings.md that it rests on; only what is free needs one. */
  readonly ruling?: string;
}

const FILE = new URL('./survivors.yaml', import.meta.url);

interface Group extends Classified {
  readonly mutants: readonly string[];
}

/** Returns the classified survivors by name. @throws Error where one stands twice or lacks a part */
export function readSurvivors(): ReadonlyMap<string, Classified> {
  const groups: readonly Group[] = parse(readFileSync(FILE, 'utf8')) ?? [];
  const found = new Map<string, Classified>();
  for (const { mutants, reason, says, ruling } of groups) {
    if (!(reason in REASONS) || !says || (reason === 'free' && !ruling)) {
      throw new Error(`survivors.yaml: "${says}" needs a reason, a sentence and, where it is free, a ruling`);
    }
    for (const name of mutants) {
      if (found.has(name)) throw new Error(`survivors.yaml names it twice: ${name}`);
      found.set(name, { reason, says, ...(ruling === undefined ? {} : { ruling }) });
    }
  }
  return found;
}
