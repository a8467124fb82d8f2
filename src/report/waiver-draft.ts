/** A draft of a file of waivers, from the failures of a run; people add reasons and dates. */
import { Document, isMap } from 'yaml';
import { placeText } from '../clauses/place.ts';
import { statementDigest } from '../contract/clause-set.ts';
import type { Contract } from '../contract/contract.ts';
import type { OtherViolation } from '../engine/outcome.ts';
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

function violationsOf({
  verdict,
  fingerprint,
  counterexample,
  others = [],
}: ClauseResult): readonly OtherViolation[] {
  const first =
    verdict === 'fail' && fingerprint !== undefined && counterexample !== undefined
      ? [{ ...counterexample, fingerprint }]
      : [];
  return [...first, ...others];
}

function drafted(
  { slug }: ClauseResult,
  { fingerprint, rule, place, parameters, expected, observed }: OtherViolation,
  { catalogue }: Contract,
  today: string,
): { readonly waiver: Waiver; readonly says: string } {
  const expires = new Date(Date.parse(today) + DAYS * 86_400_000).toISOString().slice(0, 10);
  const statement = statementDigest(catalogue.entry(slug));
  const at = place === undefined ? '' : ` at ${placeText(place)}`;
  const asked = parameters.length === 0 ? 'no parameter' : parameters.join(', ');
  const says = excerpt(`${rule}${at}, asked with ${asked}: expected ${expected}; observed ${observed}`, 400);
  return { waiver: { clause: slug, reason: '', expires, statement, fingerprint }, says };
}
