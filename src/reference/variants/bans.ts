/** What is kept between requests in front of the operation: clients that are banned for a while, answers that are kept. */
import type { Handler, MiddlewareContext, Variant } from '../mutation.ts';
import type { ReferenceAnswer, ReferenceRequest } from '../stages.ts';

/** Milliseconds for which a client is banned. */
const BANNED_FOR = 1_000;

/** After so many wrong credentials a client is banned. */
const WRONG_CREDENTIALS = 20;

/** Milliseconds for which an answer is kept. */
const KEPT_FOR = 1_000;

const ATTACK = /["'<>]|%22|%27|%3c|%3e/i;

/** Turns every request away for a while after so many that give offence. */
function banning(
  offends: (request: ReferenceRequest, answer: ReferenceAnswer) => boolean,
  times: number,
  status: number,
) {
  return (handler: Handler, { clock }: MiddlewareContext): Handler => {
    let offences = 0;
    let bannedUntil = 0;
    return async (request) => {
      if (clock() < bannedUntil)
        return {
          status,
          headers: { 'Content-Type': 'text/html', ...(status === 429 ? { 'Retry-After': '1' } : {}) },
          body: '<h1>Banned</h1>\n',
        };
      const answer = await handler(request);
      if (!offends(request, answer)) return answer;
      offences++;
      if (offences >= times) {
        offences = 0;
        bannedUntil = clock() + BANNED_FOR;
      }
      return answer;
    };
  };
}

/** Keeps lists for a while, each for requests with the very same target and headers, as long as nothing moves. */
function keeping(handler: Handler, { deployment, clock }: MiddlewareContext): Handler {
  const kept = new Map<string, { readonly at: number; readonly answer: ReferenceAnswer }>();
  let { revision } = deployment.dataset;
  return async (request) => {
    if (revision !== deployment.dataset.revision) kept.clear();
    revision = deployment.dataset.revision;
    const key = JSON.stringify([request.target, request.headers]);
    const known = kept.get(key);
    if (known !== undefined && clock() - known.at < KEPT_FOR) return known.answer;
    const answer = await handler(request);
    if (answer.status !== 200) return answer;
    const shown = { ...answer, headers: { ...answer.headers, 'Cache-Control': 'private, max-age=1' } };
    kept.set(key, { at: clock(), answer: shown });
    return shown;
  };
}

export const bans: readonly Variant[] = [
  {
    slug: 'bans-after-attack',
    description: 'Turns a client away with 403 for a second after a quote or an angle bracket.',
    middleware: banning(({ target }) => ATTACK.test(target), 1, 403),
  },
  {
    slug: 'bans-after-wrong-credentials',
    description: `Turns a client away with 429 for a second after ${WRONG_CREDENTIALS} wrong credentials.`,
    middleware: banning((_, { status }) => status === 401, WRONG_CREDENTIALS, 429),
  },
  {
    slug: 'edge-keeps-lists',
    description: 'Has an edge that keeps the list of the very same request for a second while nothing moves.',
    middleware: keeping,
  },
];
