/** What a report says of a violation, the same on a terminal, in JUnit, in a summary and beside a workflow. */
import { placeText } from '../clauses/place.ts';
import type { Wording } from '../contract/catalogue.ts';
import type { ClauseResult, ShownCounterexample, ShownExchange } from '../result/result.ts';
import { SENTENCES } from './sentences.ts';
import { excerpt } from './visible.ts';
import { VERDICT_WORDS, WORDS } from './words.ts';

export interface ViolationFact {
  readonly label: Wording;
  /** May hold text of the deployment, and is not made visible. */
  readonly text: Wording;
  /** `command`: to copy, never shortened. `related`: another request of the same case. */
  readonly kind: 'text' | 'command' | 'related';
}

/** Returns the waiver of a violation, where it has one, and what was expected and observed. */
export function violationSummary({ counterexample, waiver, detail }: ClauseResult): readonly ViolationFact[] {
  return [
    ...(waiver === undefined
      ? []
      : [fact(VERDICT_WORDS.waived, SENTENCES.until(waiver.expires, waiver.reason))]),
    ...(waiver?.link === undefined ? [] : [fact(WORDS.tracked, waiver.link)]),
    ...(counterexample === undefined
      ? [fact(WORDS.detail, detail)]
      : [fact(WORDS.expected, counterexample.expected), fact(WORDS.observed, counterexample.observed)]),
  ];
}

/** Returns all that is said of a violation: its summary, the answer that shows it, and how to see it again. */
export function violationFacts(clause: ClauseResult): readonly ViolationFact[] {
  const { counterexample } = clause;
  if (counterexample === undefined) return violationSummary(clause);
  const { rule, place, pointer, exchange, reproduce } = counterexample;
  return [
    ...violationSummary(clause),
    fact(WORDS.rule, typeof place === 'object' ? `${rule} (${placeText(place)})` : rule),
    ...(pointer === undefined ? [] : [fact(WORDS.at, pointer)]),
    fact(WORDS.request, exchange.curl, 'command'),
    fact(WORDS.answer, answerOf(exchange)),
    ...relatedRequests(counterexample),
    fact(WORDS.reproduce, reproduce, 'command'),
  ];
}

function fact(label: Wording, text: Wording | string, kind: ViolationFact['kind'] = 'text'): ViolationFact {
  return { label, text: typeof text === 'string' ? { en: text, zh: text } : text, kind };
}

/** Characters of an answer's body. */
const BODY = 240;

function answerOf({ status, body }: ShownExchange): Wording | string {
  if (body !== '') return `${status} ${excerpt(body, BODY)}`;
  return { en: `${status} ${WORDS.emptyBody.en}`, zh: `${status} ${WORDS.emptyBody.zh}` };
}

/** Other requests of the case that are shown. */
const MOST_RELATED = 5;

/** A relation between answers shows only in all of them. */
function relatedRequests({ requests, exchange }: ShownCounterexample): readonly ViolationFact[] {
  const others = requests.filter(
    ({ target, status }) => target !== exchange.target || status !== exchange.status,
  );
  const more = others.length - MOST_RELATED;
  return [
    ...others
      .slice(0, MOST_RELATED)
      .map(({ target, status }) => fact(WORDS.related, `${status} from ${target}`, 'related')),
    ...(more > 0 ? [fact(WORDS.related, SENTENCES.moreRequests(more), 'related')] : []),
  ];
}
