/** A clause that a deployment broke, so that its vendor can see it for himself: what was asked, what came, how again. */
import type { Catalogue } from '../contract/catalogue.ts';
import type { ClauseResult, ShownCounterexample, ShownRequest } from '../run/result.ts';
import { plain, type Style } from './style.ts';
import { excerpt, visible } from './visible.ts';

/** Requests of one trial shown beside the culprit. */
const MOST_OTHERS = 5;

/** The block of one failed or warned clause, line by line. */
export function brokenClause(
  clause: ClauseResult,
  catalogue: Catalogue,
  style: Style = plain,
): readonly string[] {
  const { slug, level, counterexample, detail } = clause;
  const title = `  ${style('bold', slug)} ${style('dim', level)}  ${catalogue.entry(slug).statement.en}`;
  if (counterexample === undefined) return [title, line('detail', excerpt(detail, 1000), style)];
  const { expected, observed, pointer, culprit, reproduce } = counterexample;
  return [
    title,
    line('expected', visible(expected), style),
    line('observed', excerpt(observed, 1000), style),
    ...(pointer === undefined ? [] : [line('at', visible(pointer), style)]),
    line('request', visible(culprit.curl), style),
    line('answer', answerOf(culprit), style),
    ...othersOf(counterexample).map((other) => line('beside', other, style)),
    line('again', visible(reproduce), style),
  ];
}

function line(label: string, text: string, style: Style): string {
  return `      ${style('dim', label.padEnd(9))} ${text}`;
}

function answerOf({ status, body }: ShownRequest): string {
  return `${status} ${body === '' ? '(empty body)' : excerpt(body, 240)}`;
}

/** What else the trial asked: a relation between answers is seen only in all of them. */
function othersOf({ requests, culprit }: ShownCounterexample): readonly string[] {
  const others = requests.filter(
    ({ target, status }) => target !== culprit.target || status !== culprit.status,
  );
  const shown = others.slice(0, MOST_OTHERS).map(({ target, status }) => `${status} to ${visible(target)}`);
  const more = others.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more, all in conformance.json`] : shown;
}
