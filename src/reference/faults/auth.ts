/** Faults in who is let in. */
import type { Fault } from '../fault.ts';
import { Refusal } from '../refusal.ts';
import type { Call, Change } from '../stages.ts';
import { refusalSent } from './mutations.ts';

/** Lets in whom `admits` admits, as if the right token had come along. */
function admitting(admits: (token: string | undefined, own: string) => boolean): Change {
  return ({ authenticate }) => ({
    authenticate: (call) => {
      const { request, deployment } = call;
      if (!admits(request.headers['x-auth-token'], deployment.token)) return authenticate(call);
      const headers = { ...request.headers, 'x-auth-token': deployment.token };
      return authenticate({ ...call, request: { ...request, headers } });
    },
  });
}

/** Turns the gateway's 401 into something else. */
function turnedAway(refusal: (plain: Refusal) => Refusal): Change {
  return ({ authenticate }) => ({
    authenticate: (call: Call) => {
      try {
        authenticate(call);
      } catch (error) {
        throw error instanceof Refusal && error.status === 401 ? refusal(error) : error;
      }
    },
  });
}

export const authFaults: readonly Fault[] = [
  {
    slug: 'auth-not-checked',
    description: 'The token is not looked at.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: admitting(() => true),
  },
  {
    slug: 'any-token-accepted',
    description: 'Any token will do, as long as there is one.',
    caughtBy: ['auth.invalid'],
    change: admitting((token) => token !== undefined),
  },
  {
    slug: 'guests-accepted',
    description: 'A request without a token is served, while a wrong token is turned away.',
    caughtBy: ['auth.missing'],
    change: admitting((token) => token === undefined),
  },
  {
    slug: 'token-compared-in-part',
    description: 'Only the first eight characters of the token are compared.',
    caughtBy: ['auth.invalid'],
    change: admitting((token, own) => token?.slice(0, 8) === own.slice(0, 8)),
  },
  {
    slug: 'token-begin-compared',
    description: 'Only the first half of the token is compared.',
    caughtBy: ['auth.invalid'],
    change: admitting((token, own) => {
      const half = Math.ceil(own.length / 2);
      return token?.slice(0, half) === own.slice(0, half);
    }),
  },
  {
    slug: 'token-end-compared',
    description: 'Only the second half of the token is compared.',
    caughtBy: ['auth.invalid'],
    change: admitting((token, own) => {
      const half = Math.floor(own.length / 2);
      return token?.slice(half) === own.slice(half);
    }),
  },
  {
    slug: 'empty-token-accepted',
    description: 'A request with an empty token is served, while one without a token is turned away.',
    caughtBy: ['auth.missing'],
    change: admitting((token) => token === ''),
  },
  {
    slug: 'token-compared-by-length',
    description: 'Only the length of the token is compared.',
    caughtBy: ['auth.invalid'],
    change: admitting((token, own) => token?.length === own.length),
  },
  {
    slug: 'unauthorized-as-400',
    description: 'A missing or wrong token is answered with 400.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: turnedAway(({ code, message }) => new Refusal(400, code, message, true)),
  },
  {
    slug: 'unauthorized-as-500',
    description: 'A missing or wrong token makes the service fail.',
    caughtBy: ['auth.missing', 'auth.invalid', 'errors.no-server-fault'],
    change: turnedAway(({ code, message }) => new Refusal(500, code, message, true)),
  },
  {
    slug: 'unauthorized-as-200',
    description: 'A missing or wrong token is answered with 200 and the error as the body.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: turnedAway(({ code, message }) => new Refusal(200, code, message, true)),
  },
  {
    slug: 'unauthorized-as-redirect',
    description: 'A missing or wrong token is sent to a page to log in.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: refusalSent((answer, refusal) =>
      refusal.status !== 401
        ? answer
        : { status: 302, headers: { ...answer.headers, Location: '/login' }, body: '' },
    ),
  },
  {
    slug: 'unauthorized-with-backups',
    description: 'The 401 for a missing or wrong token carries the list all the same.',
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: ({ authenticate, respond }) => {
      const turned = new WeakSet<Call['request']>();
      return {
        authenticate: (call) => {
          try {
            authenticate(call);
          } catch (error) {
            if (!(error instanceof Refusal) || error.status !== 401) throw error;
            turned.add(call.request);
          }
        },
        respond: (outcome, call) => {
          const answer = respond(outcome, call);
          return turned.has(call.request) ? { ...answer, status: 401 } : answer;
        },
      };
    },
  },
];
