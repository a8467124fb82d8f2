/**
 * Waivers: known deviations that a vendor has written down. Each is one violation of one MUST clause, with a reason and
 * the day on which it ends. A file with any entry that cannot be applied is refused before anything is sent.
 */
import { parse } from 'yaml';
import { UsageError } from '../../config/usage-error.ts';
import { statementDigest } from '../../contract/clause-set.ts';
import type { Contract } from '../../contract/contract.ts';
import { dataCheck } from '../../contract/data-check.ts';
import { suggestion } from '../../contract/nearest-name.ts';
import { MOST_BYTES_OF_SETTINGS, readPlainFile } from '../../contract/plain-file.ts';
import { SCHEME } from '../../engine/fingerprint.ts';
import type { WaivedFingerprints } from '../../engine/waived-violations.ts';

export interface Waiver {
  /** Slug. */
  readonly clause: string;
  readonly reason: string;
  readonly link?: string;
  /** The last day on which it holds, in UTC: yyyy-mm-dd. */
  readonly expires: string;
  /** Digest of the clause's statement. */
  readonly statement: string;
  readonly fingerprint: string;
}

/** The shape of the YAML file. */
export interface WaiverFile {
  readonly waivers: readonly Waiver[];
}

/**
 * Reads a file of waivers.
 * @param today yyyy-mm-dd, in UTC
 * @throws UsageError with one line that says what to do about the first entry that cannot be applied
 */
export function readWaivers(file: string, contract: Contract, today: string): readonly Waiver[] {
  const check = dataCheck<WaiverFile>('openapi/waivers.schema.json');
  const data = parsed(file);
  if (!check.accepts(data))
    throw new UsageError(
      `${file} is no list of waivers: ${check.complaint()} (see openapi/waivers.schema.json)`,
    );
  const problems = problemsOf(data.waivers, contract, today);
  const [first, ...others] = problems.map(
    ({ place, waiver, says }) => `waiver ${place} of ${file}, of ${waiver.clause}, ${says}`,
  );
  if (first === undefined) return data.waivers;
  const more = others.length > 0 ? ` (and ${others.length} more of its entries cannot be applied)` : '';
  throw new UsageError(first + more);
}

/** Returns why waivers cannot be applied on that day; `place` counts from 1. */
export function problemsOf(
  waivers: readonly Waiver[],
  contract: Contract,
  today: string,
): readonly { readonly place: number; readonly waiver: Waiver; readonly says: string }[] {
  return waivers.flatMap((waiver, index) => {
    const says = problemOf(waiver, contract, today) ?? repeats(waiver, waivers.slice(0, index));
    return says === undefined ? [] : [{ place: index + 1, waiver, says }];
  });
}

function parsed(file: string): unknown {
  try {
    return parse(readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8'), { logLevel: 'error' });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UsageError(`cannot read the waivers ${file}: ${why}`);
  }
}

function problemOf(waiver: Waiver, { catalogue }: Contract, today: string): string | undefined {
  const entry = catalogue.entries.find(({ slug }) => slug === waiver.clause);
  if (entry === undefined) {
    const slugs = catalogue.entries.map(({ slug }) => slug);
    return `names no clause: correct or delete it${suggestion(waiver.clause, slugs)}`;
  }
  if (entry.level !== 'MUST') return `is not needed: a ${entry.level} clause never fails a run; delete it`;
  if (statementDigest(entry) !== waiver.statement)
    return 'was written for another statement of the clause: read `explain`, and draft it again with --write-waivers';
  if (waiver.reason.trim() === '') return 'has no reason: say why the deviation is accepted for now';
  if (waiver.expires < today)
    return `expired on ${waiver.expires}: repair the deployment and delete the entry, or set a later day`;
  if (!waiver.fingerprint.startsWith(`${SCHEME}:`))
    return `has a fingerprint of an older kind (${waiver.fingerprint.split(':', 1)[0]}, now ${SCHEME}): draft the waiver again with --write-waivers`;
  return undefined;
}

function repeats({ clause, fingerprint }: Waiver, earlier: readonly Waiver[]): string | undefined {
  const same = earlier.some((each) => each.clause === clause && each.fingerprint === fingerprint);
  return same ? 'is in the file twice: delete one' : undefined;
}

/** Returns the fingerprints that are waived, by slug. */
export function waivedFingerprints(waivers: readonly Waiver[]): WaivedFingerprints {
  const fingerprints = new Map<string, Set<string>>();
  for (const { clause, fingerprint } of waivers) {
    fingerprints.set(clause, (fingerprints.get(clause) ?? new Set()).add(fingerprint));
  }
  return fingerprints;
}
