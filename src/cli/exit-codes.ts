/** Exit codes, which scripts depend on. */
import type { RunResult, RunVerdict } from '../result/result.ts';
import { staleClauses } from '../result/waivers/waived.ts';

export const EXIT = {
  conformant: 0,
  nonconformant: 1,
  usage: 2,
  inconclusive: 3,
  /** Only `verify`. */
  unsupported: 4,
  /** A bug of the suite, never of a deployment (EX_SOFTWARE of sysexits). */
  internal: 70,
  /** A full disk, for example (EX_IOERR of sysexits). */
  unwritten: 74,
  /** 128 and the signal's number, as shells have it. */
  interrupted: 130,
  terminated: 143,
} as const satisfies Readonly<
  Record<
    RunVerdict | 'usage' | 'unsupported' | 'internal' | 'unwritten' | 'interrupted' | 'terminated',
    number
  >
>;

/** Returns the exit code of a run: a failure comes before a stale waiver, and that before an open clause. */
export function exitCodeOf({ verdict, waivers }: RunResult): number {
  if (verdict === 'nonconformant') return EXIT.nonconformant;
  return staleClauses(waivers).length === 0 ? EXIT[verdict] : EXIT.usage;
}

/** From bad to good: what is wrong with the run itself comes before what is wrong with a deployment. */
const WORST_FIRST: readonly number[] = [
  EXIT.internal,
  EXIT.unwritten,
  EXIT.usage,
  EXIT.nonconformant,
  EXIT.inconclusive,
  EXIT.conformant,
];

/** Returns the exit code of a fleet. @param codes of its deployments; others than the known count as a defect of the suite */
export function worstOf(codes: readonly number[]): number {
  if (codes.some((code) => !WORST_FIRST.includes(code))) return EXIT.internal;
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.internal;
}

export const EXIT_CODES_HELP = `
Exit codes:
  0    conformant
  1    nonconformant: a MUST clause failed; with --sign also: the run cannot be certified
  2    wrong usage or configuration; or a stale waiver: its clause passes now
  3    inconclusive: the deployment is unreachable, its data changed during the run, or a MUST clause was not exercised
       (unless --accept-unexercised)
  4    only verify: the evidence does not support the report
  70   internal error of the suite (DEBUG=1 prints the stack)
  74   the report or the evidence could not be written
  130  interrupted by Ctrl-C: no verdict; what was recorded is in DIR.partial, and an earlier report is untouched
  143  the same, by SIGTERM`;
