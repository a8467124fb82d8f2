/**
 * What shows that the deployment is still the one that was surveyed: its plainest queries, asked again after an answer
 * that it would not give. An expired credential, a ban, an outage page or another service are found out by it.
 */
import { isOwnRefusal, meetsFront } from '../clauses/front.ts';
import type { Known } from '../clauses/known.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Guard } from '../client/guard.ts';
import { type Reply, readReply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { writeQuery } from '../contract/wire.ts';

/** Returns the guard over a deployment of which something is known; undefined over any other. */
export function guardFor(known: Known, contract: Contract): Guard | undefined {
  if (known.instances.length === 0) return undefined;
  const { operation } = contract;
  const own = new Set<string>();
  return {
    controls: known.instances.map(({ id }) => ({
      path: operation.path(known.projectId),
      query: writeQuery(operation.write({ instance: id })),
    })),
    isGood: (exchange) =>
      isOwnRequest(exchange, known, contract) && readReply(exchange, contract).listing !== undefined,
    isDoubtful: (exchange) => {
      const reply = readReply(exchange, contract);
      if (reply.listing !== undefined) return false;
      // Whatever is asked, the deployment lists or refuses.
      if (!isOwnRequest(exchange, known, contract)) return reply.status < 300 && !own.has(kindOf(reply));
      return isDue(reply, known, contract) || (isStrange(reply, known, contract) && !own.has(kindOf(reply)));
    },
    vouch: (exchange) => {
      own.add(kindOf(readReply(exchange, contract)));
    },
  };
}

/** With the run's own credential, at the operation's own path. */
function isOwnRequest({ request }: Exchange, known: Known, { operation }: Contract): boolean {
  return request.credential === 'own' && request.path.endsWith(operation.path(known.projectId));
}

/** Whether a list was due: the query is valid, for an instance that is known, and asks for no id. */
function isDue(reply: Reply, known: Known, { judgeQuery, operation }: Contract): boolean {
  const { kind, values } = judgeQuery(reply.query);
  return (
    kind === 'valid' &&
    values[operation.id.parameter] === undefined &&
    known.instances.some(({ id }) => id === values[operation.instance])
  );
}

/** Whether an answer is neither a list nor an error of the form that the operation gives, or refuses the credential. */
function isStrange(reply: Reply, known: Known, contract: Contract): boolean {
  if (reply.status === 401 || reply.status === 403) return true;
  if (reply.status < 400) return true;
  if (!isOwnRefusal(reply, contract, known)) return !meetsFront(reply.exchange.request.target);
  return reply.json === undefined || contract.judgeError(reply.json).violations.length > 0;
}

/** Answers of one kind come from one place. */
function kindOf({ status, mediaType = '', json }: Reply): string {
  const value = json?.value;
  const keys = typeof value === 'object' && value !== null ? Object.keys(value).sort().join(' ') : '';
  return `${status} ${mediaType} ${keys}`;
}
