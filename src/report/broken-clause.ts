/** A clause that a deployment broke, so that its vendor can see it for himself: what was asked, what came, how again. */
import type { Catalogue } from '../contract/catalogue.ts';
import type { ClauseResult, ShownCounterexample, ShownRequest } from '../run/result.ts';
import type { Language } from '../run/settings/settings.ts';
import { plain, type Style } from './style.ts';
import { fill, padEnd, type Words, wordsIn } from './terminal-words.ts';
import { excerpt, visible } from './visible.ts';

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
  const line = (label: string, text: string) => `      ${style('dim', padEnd(words(label), 9))} ${text}`;
  const statement = catalogue.entry(slug).statement[language];
  const title = `  ${style('bold', slug)} ${style('dim', level)}  ${statement}`;
  if (counterexample === undefined) return [title, line('detail', excerpt(detail, 1000))];
  const { expected, observed, pointer, culprit, reproduce } = counterexample;
  return [
    title,
    line('expected', visible(expected)),
    line('observed', excerpt(observed, 1000)),
    ...(pointer === undefined ? [] : [line('at', visible(pointer))]),
    line('request', visible(culprit.curl)),
    line('answer', answerOf(culprit, words)),
    ...othersOf(counterexample, words).map((other) => line('beside', other)),
    line('again', visible(reproduce)),
  ];
}

function answerOf({ status, body }: ShownRequest, words: Words): string {
  return `${status} ${body === '' ? words('(empty body)') : excerpt(body, 240)}`;
}

/** What else the trial asked: a relation between answers is seen only in all of them. */
function othersOf({ requests, culprit }: ShownCounterexample, words: Words): readonly string[] {
  const others = requests.filter(
    ({ target, status }) => target !== culprit.target || status !== culprit.status,
  );
  const shown = others.slice(0, MOST_OTHERS).map(({ target, status }) => `${status} to ${visible(target)}`);
  const more = others.length - shown.length;
  return more > 0 ? [...shown, fill(words('and {more} more, all in conformance.json'), { more })] : shown;
}
