/** What every answer has to satisfy as a whole: status, media type, unique keys (table 2). */
import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Ask } from '../../contract/operation.ts';
import { calendarWindows } from '../../query/calendar-windows.ts';
import { validQuery } from '../../query/valid-query.ts';
import { type Clause, judged, trials, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { fixedQueries } from '../fixed-queries.ts';
import { asksForOther, isOfFront, isUnsignable } from '../front.ts';
import type { Known } from '../known.ts';
import { poolsOf } from '../pools.ts';

/** A valid query gets status 200. A 5xx is judged by errors.no-server-fault and leaves this clause undecided. */
export const status: Clause = {
  slug: 'response.status',
  budgetWeight: 3,
  check: trials<Ask>({
    probes: (known, contract) => {
      const queries = fixedQueries(known, contract);
      const { instance } = queries[0];
      return [...queries, ...calendarWindows().map((window) => ({ instance, window }))];
    },
    cases: (known, contract) => validQuery(contract, poolsOf(known, contract), { id: 'absent' }),
    trial: async (query, deployment) => {
      const reply = await deployment.ask(deployment.contract.operation.write(query));
      if (reply.status >= 500) throw new NotListed(reply);
      return statusOf(reply, deployment.contract, deployment.known);
    },
    dataMayMove: false,
  }),
  watch: (reply, contract, known) =>
    reply.status < 500 && isPlainlyValid(reply, contract, known)
      ? judged(statusOf(reply, contract, known))
      : undefined,
};

function statusOf(reply: Reply, contract: Contract, known: Known): Violation | undefined {
  if (reply.status === 200 || reply.status >= 500 || !isPlainlyValid(reply, contract, known))
    return undefined;
  return {
    rule: 'valid-query-refused',
    expected: '200: the query is valid',
    observed: `${reply.status} ${reply.text.slice(0, 160)}`,
    reply,
  };
}

/** Whether a query is valid, with our credential, for a known instance. A query by id may be refused as unknown. */
function isPlainlyValid(reply: Reply, contract: Contract, known: Known): boolean {
  const { operation } = contract;
  const { path, credential, changes } = reply.exchange.request;
  if (credential !== 'own' || !path.endsWith(operation.path(known.projectId))) return false;
  // What other headers change is judged by the chapter of equivalent requests, or observed.
  if (changes !== undefined || isUnsignable(reply, known) || isOfFront(reply)) return false;
  const { kind, values } = contract.judgeQuery(reply.query);
  const isKnown = known.instances.some(({ id }) => id === values[operation.instance]);
  // Before the first list was read a refusal may be caused by our own settings, so only another success counts.
  const tells = isKnown || (known.instances.length === 0 && reply.status > 200 && reply.status < 300);
  return kind === 'valid' && tells && values[operation.id.parameter] === undefined;
}

function isSuccess(reply: Reply): boolean {
  return reply.status >= 200 && reply.status < 300;
}

/** An answer is declared as JSON, and is JSON in UTF-8. */
export const mediaType: Clause = {
  slug: 'response.media-type',
  budgetWeight: 0,
  watch: (reply) => {
    if (!isSuccess(reply) || asksForOther(reply.exchange.request)) return undefined;
    const type = reply.exchange.answer.headers['content-type'] ?? '';
    if (!/^application\/json\s*(;|$)/i.test(type.trim())) {
      return {
        rule: type === '' ? 'media-type-missing' : 'media-type-not-json',
        expected: 'Content-Type: application/json',
        observed: type === '' ? 'no Content-Type' : type,
      };
    }
    const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1];
    if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
      return { rule: 'charset-not-utf-8', expected: 'JSON in UTF-8', observed: `charset ${charset}` };
    }
    if (reply.flaw === undefined) return 'held';
    const { code, message } = reply.flaw;
    return { rule: code, expected: 'a body of valid JSON in UTF-8', observed: message };
  },
};

/** No object has the same key twice. */
export const uniqueKeys: Clause = {
  slug: 'response.unique-keys',
  budgetWeight: 0,
  watch: (reply) => {
    const [repeated] = reply.json?.repeatedKeys ?? [];
    if (reply.json === undefined) return undefined;
    return repeated === undefined
      ? 'held'
      : {
          rule: 'key-repeated',
          expected: 'each key once in its object',
          observed: `${repeated} twice`,
          pointer: repeated,
        };
  },
};
