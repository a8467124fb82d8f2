/** A clause that a deployment broke, so that its vendor can see it for himself: what was asked, what came, how again. */
import type { Catalogue, Wording } from '../contract/catalogue.ts';
import type { ClauseResult, ShownCounterexample, ShownRequest } from '../run/result.ts';
import type { Language } from '../run/settings/settings.ts';
import { SENTENCES } from './sentences.ts';
import { plain, type Style } from './style.ts';
import { label, padEnd, type Words, wordsIn } from './terminal-words.ts';
import { excerpt, visible } from './visible.ts';
import { WORDS } from './words.ts';

/** Requests of one trial shown beside the culprit. */
const MOST_OTHERS = 5;

/** The block of one failed or warned clause, line by line. */
export function brokenClause(
  clause: ClauseResult,
  catalogue: Catalogue,
  style: Style = plain,
  language: Language = 'en',
): readonly string[] {
  const { slug, level, counterexample, detail } = clause;
  const words = wordsIn(language);
  const line = (head: Wording, text: string) =>
    `      ${style('dim', padEnd(label(words, head), 9))} ${text}`;
  const statement = catalogue.entry(slug).statement[language];
  const title = `  ${style('bold', slug)} ${style('dim', level)}  ${statement}`;
  if (counterexample === undefined) return [title, line(WORDS.detail, excerpt(detail, 1000))];
  const { expected, observed, pointer, culprit, reproduce } = counterexample;
  return [
    title,
    line(WORDS.expected, visible(expected)),
    line(WORDS.observed, excerpt(observed, 1000)),
    ...(pointer === undefined ? [] : [line(WORDS.at, visible(pointer))]),
    line(WORDS.request, visible(culprit.curl)),
    line(WORDS.answer, answerOf(culprit, words)),
    ...othersOf(counterexample, words).map((other) => line(WORDS.beside, other)),
    line(WORDS.reproduce, visible(reproduce)),
  ];
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
