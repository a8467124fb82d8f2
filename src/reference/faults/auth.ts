/** Faults in who is let in. */
import { tokenHeader } from '../access.ts';
import { onRefusal, redirectErrors } from '../changes.ts';
import { Refusal } from '../errors.ts';
import type { Fault } from '../mutation.ts';
import type { Call, Change } from '../stages.ts';

/** Accepts other tokens as if they were the right one. */
export function accepting(accepts: (token: string | undefined, own: string) => boolean): Change {
  return ({ authenticate }) => ({
    authenticate: (call) => {
      const { request, deployment } = call;
      const name = tokenHeader(deployment);
      if (!accepts(request.headers[name], deployment.token)) return authenticate(call);
      const headers = { ...request.headers, [name]: deployment.token };
      return authenticate({ ...call, request: { ...request, headers } });
    },
  });
}

const UNAUTHORIZED = 401;

/** Answers a missing or wrong token with another status. */
function unauthorizedAs(status: number): Change {
  return ({ authenticate }) => ({
    authenticate: (call) =>
      onRefusal(
        () => authenticate(call),
        (refusal) =>
          refusal.status === UNAUTHORIZED
            ? new Refusal(status, refusal.code, refusal.message, true)
            : refusal,
      ),
  });
}

export const authFaults: readonly Fault[] = [
  {
    slug: 'auth-not-checked',
    description: 'The token is not checked.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: accepting(() => true),
  },
  {
    slug: 'any-token-accepted',
    description: 'Any token is accepted, as long as there is one.',
    caughtBy: ['auth.invalid'],
    change: accepting((token) => token !== undefined),
  },
  {
    slug: 'guests-accepted',
    description: 'A request without a token is served, while a wrong token is refused.',
    caughtBy: ['auth.missing'],
    change: accepting((token) => token === undefined),
  },
  {
    slug: 'anonymous-accepted',
    description:
      'A request without any credential is served; one with a wrong credential of any kind is refused.',
    caughtBy: ['auth.missing'],
    change: ({ authenticate }) => ({
      authenticate: (call) => {
        const { request, deployment } = call;
        const names = [tokenHeader(deployment), 'authorization'];
        if (names.some((name) => request.headers[name] !== undefined)) return authenticate(call);
        const headers = { ...request.headers, [tokenHeader(deployment)]: deployment.token };
        return authenticate({ ...call, request: { ...request, headers } });
      },
    }),
  },
  {
    slug: 'token-compared-in-part',
    description: 'Only the first eight characters of the token are compared.',
    caughtBy: ['auth.invalid'],
    change: accepting((token, own) => token?.slice(0, 8) === own.slice(0, 8)),
  },
  {
    slug: 'token-begin-compared',
    description: 'Only the first half of the token is compared.',
    caughtBy: ['auth.invalid'],
    change: accepting((token, own) => {
      const half = Math.ceil(own.length / 2);
      return token?.slice(0, half) === own.slice(0, half);
    }),
  },
  {
    slug: 'token-end-compared',
    description: 'Only the second half of the token is compared.',
    caughtBy: ['auth.invalid'],
    change: accepting((token, own) => {
      const half = Math.floor(own.length / 2);
      return token?.slice(half) === own.slice(half);
    }),
  },
  {
    slug: 'empty-token-accepted',
    description: 'A request with an empty token is served, while one without a token is refused.',
    caughtBy: ['auth.missing'],
    change: accepting((token) => token === ''),
  },
  {
    slug: 'token-compared-by-length',
    description: 'Only the length of the token is compared.',
    caughtBy: ['auth.invalid'],
    change: accepting((token, own) => token?.length === own.length),
  },
  {
    slug: 'unauthorized-as-400',
    description: 'A missing or wrong token is answered with 400.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: unauthorizedAs(400),
  },
  {
    slug: 'unauthorized-as-500',
    description: 'A missing or wrong token makes the service fail.',
    caughtBy: ['auth.missing', 'auth.invalid', 'errors.no-server-fault'],
    change: unauthorizedAs(500),
  },
  {
    slug: 'unauthorized-as-200',
    description: 'A missing or wrong token is answered with 200 and the error as the body.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: unauthorizedAs(200),
  },
  {
    slug: 'unauthorized-as-redirect',
    description: 'A missing or wrong token is redirected to a login page.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: redirectErrors(UNAUTHORIZED, '/login'),
  },
  {
    slug: 'unauthorized-with-backups',
    description: 'The 401 for a missing or wrong token contains the list all the same.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: ({ authenticate, respond }) => {
      const unauthorized = new WeakSet<Call['request']>();
      return {
        authenticate: (call) => {
          try {
            authenticate(call);
          } catch (error) {
            if (!(error instanceof Refusal) || error.status !== UNAUTHORIZED) throw error;
            unauthorized.add(call.request);
          }
        },
        respond: (outcome, call) => {
          const answer = respond(outcome, call);
          return unauthorized.has(call.request) ? { ...answer, status: UNAUTHORIZED } : answer;
        },
      };
    },
  },
];
