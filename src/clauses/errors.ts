/** What a refusal looks like (the sibling page on abnormal responses). */
import type { Contract } from '../contract/contract.ts';
import { isObject } from '../contract/json.ts';
import type { Reply } from '../deployment/reply.ts';
import { invalidQuery } from '../query/invalid-query.ts';
import { type Clause, trials, type Violation } from './clause.ts';
import { instantsOf } from './filter.ts';
import { type Known, richest } from './known.ts';
import { type Refusal, refusals, refuses } from './refusal.ts';

/** An invalid query answers 4xx, whatever else the query asks for. */
export const status: Clause = {
  slug: 'errors.status',
  worth: 3,
  check: trials<Refusal>({
    ...refusals(({ level, constraint }) => level === 'MUST' && constraint === 'required'),
    cost: 2,
    cases: (known, contract) => {
      const instance = richest(known);
      const pools = {
        instances: [instance.id],
        ids: instance.rows.map((row) => row.id),
        instants: [...instantsOf(instance)],
      };
      return invalidQuery(contract, pools)
        .filter(({ fault }) => fault.level === 'MUST')
        .map(({ base, query, fault }) => ({ base, query, says: fault.says }));
    },
    trial: refuses,
  }),
  watch: (reply, contract) => {
    if (!isInvalid(reply, contract) || (reply.status >= 400 && reply.status < 500)) return undefined;
    const [fault] = contract.judgeQuery(reply.query).faults;
    return {
      expected: `a 4xx error: ${fault?.says ?? 'the query is invalid'}`,
      observed: String(reply.status),
    };
  },
};

function isInvalid(reply: Reply, contract: Contract): boolean {
  return contract.judgeQuery(reply.query).kind === 'invalid';
}

/** A refusal's body is a JSON object with non-empty error_code and error_msg. */
export const shape: Clause = {
  slug: 'errors.shape',
  worth: 0,
  watch: (reply, contract, known) => {
    if (!isJudgedRefusal(reply, known)) return undefined;
    if (reply.json === undefined) {
      return {
        expected: 'a JSON object with error_code and error_msg',
        observed: `no JSON: ${reply.text.slice(0, 80)}`,
      };
    }
    const [first] = contract.judgeError(reply.json);
    return (
      first && {
        expected: `${first.pointer || 'the body'} to be ${first.expected}`,
        observed: first.found,
        pointer: first.pointer,
      }
    );
  },
};

/** The names of the first edition's errors are accepted, and warned about. */
export const names: Clause = {
  slug: 'errors.v3-names',
  worth: 0,
  watch: (reply, contract, known) => {
    if (
      !isJudgedRefusal(reply, known) ||
      reply.json === undefined ||
      contract.errorEdition(reply.json) !== 'v1'
    )
      return undefined;
    return { expected: 'error_code and error_msg', observed: 'the names of the v1 interface' };
  },
};

/** Where each edition's errors carry their code. */
const CODE = { v3: 'error_code', v1: 'errCode' } as const;

/** error_code is letters, a dot, digits. */
export const codePattern: Clause = {
  slug: 'errors.code-pattern',
  worth: 0,
  watch: (reply, contract, known) => {
    if (!isJudgedRefusal(reply, known) || reply.json === undefined) return undefined;
    const edition = contract.errorEdition(reply.json);
    const code = edition && isObject(reply.json.value) && reply.json.value[CODE[edition]];
    if (typeof code !== 'string' || /^[A-Za-z]+\.\d+$/.test(code)) return undefined;
    return { expected: 'error_code of the form letters, dot, digits', observed: code };
  },
};

/** Until a first list was read, a refusal may be a stranger's (a gateway, a login page): it is not judged. */
function isJudgedRefusal(reply: Reply, known: Known): boolean {
  return known.instances.length > 0 && reply.status >= 400 && reply.status < 500;
}

/** No query of any kind makes the deployment answer 5xx. */
export const noServerFault: Clause = {
  slug: 'errors.no-server-fault',
  worth: 0,
  watch: (reply): Violation | undefined =>
    reply.status < 500
      ? undefined
      : { expected: 'no 5xx, whatever is asked', observed: `${reply.status} ${reply.text.slice(0, 120)}` },
};
