/** What the process answers to its caller; scripts depend on these. */
import type { RunResult, RunVerdict } from '../result/result.ts';
import { staleClauses } from '../result/waivers/waived.ts';

export const EXIT = {
  conformant: 0,
  nonconformant: 1,
  usage: 2,
  inconclusive: 3,
  /** `verify` alone. */
  unsupported: 4,
  /** A bug of the suite, never of a deployment (EX_SOFTWARE of sysexits). */
  internal: 70,
  /** 128 and the signal's number, as shells have it. */
  interrupted: 130,
} as const satisfies Readonly<
  Record<RunVerdict | 'usage' | 'unsupported' | 'internal' | 'interrupted', number>
>;

/** A failure weighs more than a waiver that is stale, and that more than what is open. */
export function exitCodeOf({ verdict, waivers }: RunResult): number {
  if (verdict === 'nonconformant') return EXIT.nonconformant;
  return staleClauses(waivers).length === 0 ? EXIT[verdict] : EXIT.usage;
}

export const EXIT_CODES_HELP = `
Exit codes:
  0    conformant
  1    nonconformant: a MUST clause failed; or --sign, and the run cannot be certified
  2    wrong usage or configuration; a waiver that cannot be followed, or whose clause passes now
  3    inconclusive: unreachable, drifting, or a MUST clause not exercised (unless --accept-unexercised)
  4    verify alone: the evidence does not support the report
  70   internal error of the suite (DEBUG=1 shows its stack)
  130  interrupted: no verdict`;
