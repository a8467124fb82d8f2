/** A violation on a terminal, so that the vendor can see it: what was asked, what came back, and how to repeat it. */
import type { Catalogue, Language, Wording } from '../../contract/catalogue.ts';
import type { ClauseResult } from '../../result/result.ts';
import { type ViolationFact, violationFacts } from '../violation-facts.ts';
import { excerpt, visible } from '../visible.ts';
import { label, padEnd, plain, type Style, wordsIn } from './text.ts';

/** Columns of a label. */
const LABEL = 9;

/** Characters of a text; commands are not shortened. */
const TEXT = 1000;

/**
 * Returns the block of a clause that failed or warned, waived or not: the clause, then a line for each fact.
 * @param facts all of the violation, or its summary alone
 */
export function violationLines(
  clause: ClauseResult,
  catalogue: Catalogue,
  style: Style = plain,
  language: Language = 'en',
  facts: (clause: ClauseResult) => readonly ViolationFact[] = violationFacts,
): readonly string[] {
  const words = wordsIn(language);
  const labelled = (head: Wording) => style('dim', padEnd(label(words, head), LABEL));
  return [
    `  ${style('bold', clause.slug)} ${style('dim', clause.level)}  ${words(catalogue.entry(clause.slug).statement)}`,
    ...facts(clause).map(({ label: head, text, kind }) => {
      const shown = kind === 'text' ? excerpt(words(text), TEXT) : visible(words(text));
      return `      ${labelled(head)} ${shown}`;
    }),
  ];
}
