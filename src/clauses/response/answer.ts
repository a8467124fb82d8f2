/** What every answer must be as a whole: status, media type, schema (tables 2 to 5). */

import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import type { WireQuery } from '../../contract/wire.ts';
import { validQuery } from '../../query/valid-query.ts';
import { type Clause, firstNotWaived, type IsWaived, trials, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { askFor, certainFilters, instantsOf } from '../filter.ts';
import { type Known, richest } from '../known.ts';
import { schemaRule } from '../rules.ts';
import { ownerOf } from './ownership.ts';

/** A valid query answers exactly 200. A 5xx is the matter of errors.no-server-fault, and leaves this undecided. */
export const status: Clause = {
  slug: 'response.status',
  budgetWeight: 3,
  check: trials<WireQuery>({
    probes: (known, contract) =>
      certainFilters(known, contract).map((filter) => contract.operation.write(askFor(filter))),
    cases: (known, contract) => {
      const instance = richest(known);
      const totals = known.instances.map(({ total }) => total);
      return validQuery(contract, {
        instances: known.instances.map(({ id }) => id),
        instants: [...instantsOf(instance)],
        totals,
      });
    },
    trial: async (query, deployment) => {
      const reply = await deployment.ask(query);
      if (reply.status >= 500) throw new NotListed(reply);
      return statusOf(reply, deployment.contract, deployment.known);
    },
    dataMayMove: false,
  }),
  watch: statusOf,
};

function statusOf(reply: Reply, contract: Contract, known: Known): Violation | undefined {
  if (reply.status === 200 || reply.status >= 500 || !isPlainlyValid(reply, contract, known))
    return undefined;
  return {
    rule: 'valid-query-refused',
    expected: '200: the query is valid',
    observed: `${reply.status} ${reply.text.slice(0, 160)}`,
    culprit: reply,
  };
}

/** Valid, with our credential, of an instance that has answered before; a query by id may be refused as unknown. */
function isPlainlyValid(reply: Reply, contract: Contract, known: Known): boolean {
  const { operation } = contract;
  const { path, credential } = reply.exchange.request;
  if (credential !== 'own' || !path.endsWith(operation.path(known.projectId))) return false;
  const { kind, values } = contract.judgeQuery(reply.query);
  const isKnown = known.instances.some(({ id }) => id === values[operation.instance]);
  // Before any list was read only a success of another kind tells: a refusal may be about our own settings.
  const tells = isKnown || (known.instances.length === 0 && reply.status > 200 && reply.status < 300);
  return kind === 'valid' && tells && values[operation.id.parameter] === undefined;
}

function isSuccess(reply: Reply): boolean {
  return reply.status >= 200 && reply.status < 300;
}

/** The answer says it is JSON, and is, in UTF-8. */
export const mediaType: Clause = {
  slug: 'response.media-type',
  budgetWeight: 0,
  watch: (reply) => {
    if (!isSuccess(reply)) return undefined;
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
    if (reply.flaw === undefined) return undefined;
    return { rule: 'body-not-json', expected: 'a body of valid JSON in UTF-8', observed: reply.flaw };
  },
};

/** Every body satisfies the contract, as far as no other clause has that part of it. The check reads on in lists of a few thousand, so that rare bad rows are found. */
export const schema: Clause = {
  slug: 'response.schema',
  budgetWeight: 1,
  check: trials<{ readonly instance: string; readonly offset: number }>({
    probes: unreadPages,
    trial: async (page, deployment) => {
      const { maximum } = deployment.contract.operation.limit;
      const reply = await deployment.ask(deployment.contract.operation.write({ ...page, limit: maximum }));
      if (!isSuccess(reply)) throw new NotListed(reply);
      return schemaOf(reply, deployment.contract);
    },
    dataMayMove: false,
  }),
  watch: (reply, contract, _known, overlooked) => schemaOf(reply, contract, overlooked),
};

function schemaOf(reply: Reply, contract: Contract, overlooked?: IsWaived): Violation | undefined {
  if (!isSuccess(reply) || reply.json === undefined) return undefined;
  // What the document gives a clause of its own is that clause's matter.
  const all = contract.judgeListing(reply.json).filter((each) => ownerOf(each) === undefined);
  const more = all.length > 1 ? ` (and ${all.length - 1} more in this body)` : '';
  return firstNotWaived(
    all.map((each) => ({
      rule: schemaRule(each),
      expected: `${each.pointer || 'the body'} to be ${each.expected}`,
      observed: each.found + more,
      pointer: each.pointer,
      culprit: reply,
    })),
    overlooked,
  );
}

/** Most pages that the reading-on of one run takes, and the longest list it is tried on. */
const READ_ON_PAGES = 60;

function unreadPages(
  known: Known,
  contract: Contract,
): readonly { readonly instance: string; readonly offset: number }[] {
  const { maximum } = contract.operation.limit;
  return known.instances
    .filter(({ complete, total }) => !complete && total <= READ_ON_PAGES * maximum)
    .flatMap(({ id, total }) =>
      Array.from({ length: Math.ceil(total / maximum) }, (_, page) => ({
        instance: id,
        offset: page * maximum,
      })),
    )
    .slice(0, READ_ON_PAGES);
}

/** No object names a key twice. */
export const uniqueKeys: Clause = {
  slug: 'response.unique-keys',
  budgetWeight: 0,
  watch: (reply) => {
    const [repeated] = reply.json?.repeatedKeys ?? [];
    return repeated === undefined
      ? undefined
      : {
          rule: 'key-repeated',
          expected: 'each key once in its object',
          observed: `${repeated} twice`,
          pointer: repeated,
        };
  },
};
