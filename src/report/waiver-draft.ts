/** A draft of a file of waivers, from the failures of a run; people add reasons and dates. */
import { Document, isMap } from 'yaml';
import { statementDigest } from '../contract/clause-set.ts';
import type { Contract } from '../contract/contract.ts';
import type { ClauseResult, RunResult } from '../result/result.ts';
import type { Waiver } from '../result/waivers/waivers.ts';
import { writeAtomically } from '../result/write-file.ts';
import { excerpt } from './visible.ts';

const DAYS = 90;

const HEAD = ` Known deviations, drafted from a run. Give each a reason, and a day on which it ends; a link to where it is
 followed may stand beside it. \`run --waivers THIS-FILE\` then passes over them, and over nothing else.`;

/** Writes the draft, if there is anything to waive, and returns a line that says what to do with it. */
export async function draftLine(file: string, result: RunResult, contract: Contract): Promise<string> {
  const { text, added, kept } = draftWaivers(result, contract, result.startedAt.slice(0, 10));
  if (added + kept > 0) await writeAtomically(file, text);
  if (added === 0) return 'waivers: nothing more to waive';
  return `waivers: ${added} drafted into ${file}: give each a reason, then run with --waivers ${file}`;
}

/**
 * Returns the text of the draft: the waivers of the run that are not stale, and one for each failure.
 * @param today yyyy-mm-dd, in UTC
 */
export function draftWaivers(
  result: RunResult,
  contract: Contract,
  today: string,
): { readonly text: string; readonly added: number; readonly kept: number } {
  const kept = (result.waivers ?? [])
    .filter(({ state }) => state !== 'stale')
    .map(({ state: _state, ...waiver }) => ({ waiver, says: undefined }));
  const added = result.clauses
    .filter(({ level, verdict }) => level === 'MUST' && verdict !== 'not-scored')
    .flatMap((clause) => violationsOf(clause).map((each) => drafted(clause, each, contract, today)));
  const all = [...kept, ...added];
  const document = new Document({ waivers: all.map(({ waiver }) => waiver) });
  document.commentBefore = HEAD;
  for (const [place, { says }] of all.entries()) {
    const entry = document.getIn(['waivers', place]);
    if (says !== undefined && isMap(entry)) entry.commentBefore = ` ${says}`;
  }
  return { text: document.toString({ lineWidth: 0 }), added: added.length, kept: kept.length };
}

interface Violation {
  readonly fingerprint: string;
  readonly expected: string;
  readonly observed: string;
}

function violationsOf({
  verdict,
  fingerprint,
  counterexample,
  others = [],
}: ClauseResult): readonly Violation[] {
  const first =
    verdict === 'fail' && fingerprint !== undefined && counterexample !== undefined
      ? [{ fingerprint, expected: counterexample.expected, observed: counterexample.observed }]
      : [];
  return [...first, ...others];
}

function drafted(
  { slug }: ClauseResult,
  { fingerprint, expected, observed }: Violation,
  { catalogue }: Contract,
  today: string,
): { readonly waiver: Waiver; readonly says: string } {
  const expires = new Date(Date.parse(today) + DAYS * 86_400_000).toISOString().slice(0, 10);
  const statement = statementDigest(catalogue.entry(slug));
  const says = excerpt(`expected ${expected}; observed ${observed}`, 300);
  return { waiver: { clause: slug, reason: '', expires, statement, fingerprint }, says };
}
