/** Faults in which texts open the door beside the right credential, and where nobody asks for it. */
import { errorFields, tokenHeader } from '../access.ts';
import { notAuthenticated, Refusal } from '../errors.ts';
import { jsonText } from '../json-text.ts';
import type { Fault } from '../mutation.ts';
import type { Call } from '../stages.ts';
import { accepting } from './auth.ts';

/** A token in hexadecimal, for deployments that read it as bytes. */
const HEX_TOKEN = '5eC0fFee9bADcafe'.repeat(4);

const bytesOf = (token: string | undefined) => token?.replace(/=+$/, '');

/** From this offset on a page is answered before anybody asks who wants it. */
const FAR = 100_000;

export const credentialFaults: readonly Fault[] = [
  {
    slug: 'token-compared-without-case',
    description: 'The token is compared without regard to the case of its letters.',
    caughtBy: ['auth.invalid'],
    change: accepting((token, own) => token?.toLowerCase() === own.toLowerCase()),
  },
  {
    slug: 'token-padding-ignored',
    description: 'A token is accepted with padding behind it.',
    caughtBy: ['auth.spelling'],
    change: accepting((token, own) => bytesOf(token) === bytesOf(own)),
  },
  {
    slug: 'hex-token-compared-without-case',
    description: 'A token in hexadecimal is accepted with its digits in the other case.',
    caughtBy: ['auth.spelling'],
    token: HEX_TOKEN,
    change: accepting((token, own) => token?.toLowerCase() === own.toLowerCase()),
  },
  {
    slug: 'token-unused-bits-ignored',
    description: 'A token is decoded from base64 before it is compared, whatever its unused bits are.',
    caughtBy: ['auth.spelling'],
    change: accepting(
      (token = '', own) =>
        token.length === own.length && Buffer.from(token, 'base64url').equals(Buffer.from(own, 'base64url')),
    ),
  },
  {
    slug: 'token-cut-accepted',
    description: 'A token that is cut is accepted, if eight characters of it are left.',
    caughtBy: ['auth.invalid'],
    change: accepting((token = '', own) => token.length >= 8 && own.startsWith(token)),
  },
  {
    slug: 'token-extended-accepted',
    description: 'A text that begins with the token is accepted.',
    caughtBy: ['auth.invalid'],
    change: accepting((token = '', own) => token.startsWith(own)),
  },
  {
    slug: 'token-within-text-accepted',
    description: 'A text that holds the token anywhere is accepted.',
    caughtBy: ['auth.invalid'],
    change: accepting((token = '', own) => token.includes(own)),
  },
  {
    slug: 'token-of-letters-and-digits-compared',
    description: 'The token is compared by its letters and digits alone.',
    caughtBy: ['auth.invalid'],
    change: accepting(
      (token = '', own) => token.replaceAll(/[^A-Za-z0-9]/g, '') === own.replaceAll(/[^A-Za-z0-9]/g, ''),
    ),
  },
  {
    slug: 'literal-null-accepted',
    description: 'The text null is accepted in place of a token.',
    caughtBy: ['auth.invalid'],
    change: accepting((token) => token === 'null' || token === 'undefined' || token === 'true'),
  },
  {
    slug: 'any-bearer-accepted',
    description: 'Any text under the scheme Bearer of Authorization is accepted in place of a token.',
    caughtBy: ['auth.invalid'],
    change: ({ authenticate }) => ({
      authenticate: (call) => {
        if (!/^Bearer +\S/i.test(call.request.headers.authorization ?? '')) authenticate(call);
      },
    }),
  },
  {
    slug: 'any-authorization-accepted',
    description: 'A request with any Authorization is served, as if it was signed.',
    caughtBy: ['auth.invalid'],
    change: ({ authenticate }) => ({
      authenticate: (call) => {
        if (call.request.headers.authorization === undefined) authenticate(call);
      },
    }),
  },
  {
    slug: 'far-offsets-before-authentication',
    description: `Offsets from ${FAR} on are answered with an empty list before the token is checked.`,
    caughtBy: ['auth.missing', 'auth.invalid'],
    change: ({ authenticate }) => ({
      authenticate: (call) => {
        const { operation } = call.deployment;
        const offset = new URLSearchParams(call.route.queryString).get(operation.offset.parameter);
        if (!(Number(offset) >= FAR)) authenticate(call);
      },
    }),
  },
  {
    slug: 'invalid-query-before-authentication-shows-backups',
    description: 'An invalid query with a wrong token is refused with the newest backups in the body.',
    caughtBy: ['auth.missing', 'auth.invalid', 'errors.no-rows'],
    change: ({ authenticate, respond, validate }) => {
      const strangers = new WeakSet<Call['request']>();
      return {
        authenticate: (call) => {
          try {
            authenticate(call);
          } catch (error) {
            if (call.request.headers[tokenHeader(call.deployment)] === undefined) throw error;
            strangers.add(call.request);
          }
        },
        validate: (texts, call) => {
          const query = validate(texts, call);
          if (strangers.has(call.request)) throw notAuthenticated();
          return query;
        },
        respond: (outcome, call) => {
          const answer = respond(outcome, call);
          if (!(outcome instanceof Refusal) || outcome.status !== 400 || !strangers.has(call.request))
            return answer;
          const { dataset, operation } = call.deployment;
          const newest = call.stages.renderRow(dataset.backup(0), call.deployment);
          const body = jsonText({
            ...errorFields(outcome, call.deployment),
            [operation.fields.rows]: [newest],
          });
          return { ...answer, body };
        },
      };
    },
  },
];
