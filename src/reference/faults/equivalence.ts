/** Faults in which one request, said in another way or at another time, gets another answer. */
import { decodeText } from '../../contract/wire.ts';
import { changeListAnswer, cutPage } from '../changes.ts';
import { Refusal, wrongParameter } from '../errors.ts';
import { jsonText } from '../json-text.ts';
import type { Fault, Handler, MiddlewareContext } from '../mutation.ts';
import { reversed } from '../rows.ts';
import type { Call, Change, ReferenceAnswer, ReferenceRequest } from '../stages.ts';

/** Reads another query string than the one that was sent. */
function readingQuery(rewrite: (queryString: string, call: Call) => string): Change {
  return ({ decode }) => ({
    decode: (queryString, call) => decode(rewrite(queryString, call), call),
  });
}

const UNRESERVED_ESCAPED = /%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|3[0-9]|2[de]|5f|7e)/i;

const escapes: readonly Fault[] = [
  {
    slug: 'lower-case-escapes-not-decoded',
    description: 'An escape is decoded only where its digits are in upper case.',
    caughtBy: ['equivalence.escapes'],
    change: readingQuery((queryString) => queryString.replaceAll(/%(?=[0-9A-Fa-f]{2})(?=.?[a-f])/g, '%25')),
  },
  {
    slug: 'raw-colon-refused',
    description: 'A colon that is not escaped is refused.',
    caughtBy: ['equivalence.escapes'],
    change: readingQuery((queryString) => {
      if (queryString.includes(':')) throw wrongParameter('the query', 'holds a colon');
      return queryString;
    }),
  },
  {
    slug: 'query-decoded-twice',
    description: 'The texts of a query are percent-decoded twice.',
    caughtBy: ['equivalence.escapes'],
    change: readingQuery((queryString) =>
      queryString
        .split('&')
        .map((pair) => (/%25[0-9a-f]{2}/i.test(pair) ? (decodeText(pair) ?? pair) : pair))
        .join('&'),
    ),
  },
  {
    slug: 'escaped-letters-list-others',
    description: 'A filter whose text holds an escaped letter is passed over.',
    caughtBy: ['equivalence.escapes'],
    change: readingQuery((queryString, { deployment }) =>
      queryString
        .split('&')
        .filter((pair) => {
          const [name = '', text = ''] = pair.split('=');
          const isFilter = deployment.operation.filters.some(({ parameter }) => parameter === name);
          return !isFilter || !UNRESERVED_ESCAPED.test(text);
        })
        .join('&'),
    ),
  },
  {
    slug: 'escaped-letters-refused',
    description: 'A letter or digit that is escaped without need is refused.',
    caughtBy: ['equivalence.escapes-accepted'],
    change: readingQuery((queryString) => {
      if (UNRESERVED_ESCAPED.test(queryString)) throw wrongParameter('the query', 'is not in its usual form');
      return queryString;
    }),
  },
  {
    slug: 'parameters-before-instance-passed-over',
    description: 'A filter that stands before the instance id is passed over.',
    caughtBy: ['equivalence.parameter-order'],
    change: readingQuery((queryString, { deployment }) => {
      const { instance, filters } = deployment.operation;
      const pairs = queryString.split('&');
      const place = pairs.findIndex((pair) => pair.startsWith(`${instance}=`));
      return pairs
        .filter(
          (pair, index) =>
            index > place || !filters.some(({ parameter }) => pair.startsWith(`${parameter}=`)),
        )
        .join('&');
    }),
  },
];

function textOf({ body }: ReferenceAnswer): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString();
}

/** The list without its last backup. */
function shortened(answer: ReferenceAnswer, { deployment }: Call): ReferenceAnswer {
  const { rows } = deployment.operation.fields;
  const list = JSON.parse(textOf(answer)) as Record<string, unknown>;
  const listed = list[rows];
  return Array.isArray(listed)
    ? { ...answer, body: JSON.stringify({ ...list, [rows]: listed.slice(0, -1) }) }
    : answer;
}

const OTHER_LANGUAGE = 'zh-cn';
const isOtherLanguage = (request: ReferenceRequest) => request.headers['x-language'] === OTHER_LANGUAGE;

const headers: readonly Fault[] = [
  {
    slug: 'status-in-language',
    description: 'X-Language puts the status of a backup into Chinese.',
    caughtBy: ['equivalence.language'],
    change: changeListAnswer((answer, { request }) =>
      isOtherLanguage(request)
        ? { ...answer, body: textOf(answer).replaceAll('"COMPLETED"', '"已完成"') }
        : answer,
    ),
  },
  {
    slug: 'order-in-language',
    description: 'X-Language turns the list around.',
    caughtBy: ['equivalence.language'],
    change: cutPage((page, list, query, call) =>
      isOtherLanguage(call.request) ? reversed(page(list, query, call)) : page(list, query, call),
    ),
  },
  {
    slug: 'messages-in-one-language',
    description: 'An error in Chinese has an empty message.',
    caughtBy: ['equivalence.language'],
    change: ({ respond }) => ({
      respond: (outcome, call) =>
        outcome instanceof Refusal && isOtherLanguage(call.request)
          ? respond(new Refusal(outcome.status, outcome.code, '', outcome.gateway), call)
          : respond(outcome, call),
    }),
  },
  {
    slug: 'uncompressed-answer-shorter',
    description: 'An answer that is not compressed lacks its last backup.',
    caughtBy: ['equivalence.coding'],
    change: changeListAnswer((answer, call) =>
      /gzip|br/.test(call.request.headers['accept-encoding'] ?? '') ? answer : shortened(answer, call),
    ),
  },
  {
    slug: 'accept-demanded',
    description: 'A request that does not say which media type it accepts is refused.',
    caughtBy: ['equivalence.coding'],
    change: ({ authenticate }) => ({
      authenticate: (call) => {
        authenticate(call);
        if (call.request.headers.accept === undefined)
          throw new Refusal(406, 'APIGW.0107', 'No media type is accepted.', true);
      },
    }),
  },
];

/** So many refusals within a second, and milliseconds for which the lists are empty from then on. */
const REFUSALS = 8;
const WITHIN = 1_000;
const EMPTY_FOR = 500;

/** Answers a list without rows for a while after a number of refusals. */
function emptyAfterRefusals(handler: Handler, { deployment, clock }: MiddlewareContext): Handler {
  const { rows, total } = deployment.operation.fields;
  let refusals: readonly number[] = [];
  let emptyUntil = 0;
  return async (request) => {
    const answer = await handler(request);
    const now = clock();
    if (answer.status >= 400) {
      refusals = [...refusals.filter((at) => now - at < WITHIN), now];
      if (refusals.length >= REFUSALS) {
        refusals = [];
        emptyUntil = now + EMPTY_FOR;
      }
      return answer;
    }
    return now < emptyUntil ? { ...answer, body: jsonText({ [rows]: [], [total]: 0 }) } : answer;
  };
}

const connections: readonly Fault[] = [
  {
    slug: 'first-on-connection-differs',
    description: 'The first list on a connection lacks its last backup.',
    caughtBy: ['equivalence.connection'],
    change: changeListAnswer((answer, call) =>
      call.request.isFirstOnConnection === true ? shortened(answer, call) : answer,
    ),
  },
  {
    slug: 'lists-empty-after-refusals',
    description: `After ${REFUSALS} refusals within a second, valid queries get an empty list for half a second.`,
    caughtBy: ['equivalence.connection'],
    middleware: emptyAfterRefusals,
  },
];

export const equivalenceFaults: readonly Fault[] = [...escapes, ...headers, ...connections];
