/** A clause that a deployment broke, so that its vendor can see it for himself: what was asked, what came, how again. */

import type { Catalogue, Language, Wording } from '../../contract/catalogue.ts';
import type { ClauseResult, ShownCounterexample, ShownRequest } from '../../result/result.ts';
import { SENTENCES } from '../sentences.ts';
import { excerpt, visible } from '../visible.ts';
import { VERDICT_WORDS, WORDS } from '../words.ts';
import { plain, type Style } from './style.ts';
import { label, padEnd, type Words, wordsIn } from './terminal-text.ts';

/** Requests of one trial shown beside the culprit. */
const MOST_OTHERS = 5;

/** The block of one clause that failed or warned, waived or not, line by line. */
export function violationLines(
  clause: ClauseResult,
  catalogue: Catalogue,
  style: Style = plain,
  language: Language = 'en',
): readonly string[] {
  const words = wordsIn(language);
  const line = liner(style, words);
  const { counterexample } = clause;
  const head = violationSummary(clause, catalogue, style, language);
  if (counterexample === undefined) return head;
  const { pointer, culprit, reproduce } = counterexample;
  return [
    ...head,
    ...(pointer === undefined ? [] : [line(WORDS.at, visible(pointer))]),
    line(WORDS.request, visible(culprit.curl)),
    line(WORDS.answer, answerOf(culprit, words)),
    ...othersOf(counterexample, words).map((other) => line(WORDS.beside, other)),
    line(WORDS.reproduce, visible(reproduce)),
  ];
}

/** The clause, its waiver if it has one, and what was expected and observed: enough of a failure that is known. */
export function violationSummary(
  { slug, level, counterexample, waiver, detail }: ClauseResult,
  catalogue: Catalogue,
  style: Style = plain,
  language: Language = 'en',
): readonly string[] {
  const words = wordsIn(language);
  const line = liner(style, words);
  const statement = catalogue.entry(slug).statement[language];
  return [
    `  ${style('bold', slug)} ${style('dim', level)}  ${statement}`,
    ...(waiver === undefined
      ? []
      : [line(VERDICT_WORDS.waived, visible(words(SENTENCES.until(waiver.expires, waiver.reason))))]),
    ...(waiver?.link === undefined ? [] : [line(WORDS.tracked, visible(waiver.link))]),
    ...(counterexample === undefined
      ? [line(WORDS.detail, excerpt(detail, 1000))]
      : [
          line(WORDS.expected, visible(counterexample.expected)),
          line(WORDS.observed, excerpt(counterexample.observed, 1000)),
        ]),
  ];
}

function liner(style: Style, words: Words): (head: Wording, text: string) => string {
  return (head, text) => `      ${style('dim', padEnd(label(words, head), 9))} ${text}`;
}

function answerOf({ status, body }: ShownRequest, words: Words): string {
  return `${status} ${body === '' ? words(WORDS.emptyBody) : excerpt(body, 240)}`;
}

/** What else the trial asked: a relation between answers is seen only in all of them. */
function othersOf({ requests, culprit }: ShownCounterexample, words: Words): readonly string[] {
  const others = requests.filter(
    ({ target, status }) => target !== culprit.target || status !== culprit.status,
  );
  const shown = others.slice(0, MOST_OTHERS).map(({ target, status }) => `${status} to ${visible(target)}`);
  const more = others.length - shown.length;
  return more > 0 ? [...shown, words(SENTENCES.moreRequests(more))] : shown;
}
