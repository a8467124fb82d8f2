/** What stands in front of the operation: web servers and firewalls that refuse by themselves, with pages of their own. */
import { decodeText } from '../../contract/wire.ts';
import { ConnectionReset } from '../errors.ts';
import type { Variant } from '../mutation.ts';
import type { Call, Change, ReferenceAnswer } from '../stages.ts';

type IsMeant = (target: string, call: Call) => boolean;

function page(status: number, heading: string): ReferenceAnswer {
  return { status, headers: { 'Content-Type': 'text/html' }, body: `<h1>${heading}</h1>\n` };
}

/** Answers some targets with a page of HTML. */
function htmlFor(isMeant: IsMeant, status: number, heading: string): Change {
  return ({ respond }) => ({
    respond: (outcome, call) =>
      isMeant(call.request.target, call) ? page(status, heading) : respond(outcome, call),
  });
}

const pathOf = (target: string) => target.split('?', 1)[0] ?? '';

/** Whether a target has a broken escape, broken UTF-8 or a control character. */
const isBroken: IsMeant = (target) => /\p{Cc}/u.test(decodeText(target) ?? '\0');

const ATTACK = /["'<>\\`]|%22|%27|%3c|%3e|%5c|%60/i;

const isAttack: IsMeant = (target) => ATTACK.test(target) || /;|\.\.|\/\/|%2f|%2e%2e/i.test(pathOf(target));

const ESCAPED_UNRESERVED = /%(?:4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae]|3[0-9]|2[de])/i;

/** Characters of a request line that some servers take at most, and of a header. */
const LONGEST_TARGET = 2_000;
const LONGEST_HEADER = 2_000;

/** Wherever headers hold this, `page` is the answer. */
function pageForHeaders(isMeant: (value: string) => boolean, answer: ReferenceAnswer): Change {
  return ({ respond }) => ({
    respond: (outcome, call) =>
      Object.values(call.request.headers).some((value = '') => isMeant(value))
        ? answer
        : respond(outcome, call),
  });
}

export const fronts: readonly Variant[] = [
  {
    slug: 'other-versions-in-html',
    description: 'Leaves requests under another version to a web server, which answers with a page.',
    change: htmlFor(
      (target, { deployment }) => !target.startsWith(`/${deployment.operation.version}/`),
      404,
      'Not Found',
    ),
  },
  {
    slug: 'firewall-in-front',
    description: 'Has a firewall that answers what looks like an attack with an HTML page.',
    change: htmlFor((target) => /'|%27|%00|%25|%(?![0-9a-f]{2})/i.test(target), 403, 'Request blocked'),
  },
  {
    slug: 'broken-texts-in-html',
    description:
      'Has a web server that refuses broken escapes, broken UTF-8 and control characters with a page.',
    change: htmlFor(isBroken, 400, 'Bad Request'),
  },
  {
    slug: 'broken-texts-close-connection',
    description:
      'Has a web server that closes the connection at broken escapes, broken UTF-8 and control characters.',
    change: ({ respond }) => ({
      respond: (outcome, call) => {
        if (isBroken(call.request.target, call)) throw new ConnectionReset();
        return respond(outcome, call);
      },
    }),
  },
  {
    slug: 'long-targets-in-html',
    description: `Has a web server that refuses more than ${LONGEST_TARGET} characters of path and query with a page.`,
    change: htmlFor((target) => target.length > LONGEST_TARGET, 414, 'URI Too Long'),
  },
  {
    slug: 'path-firewall',
    description:
      'Has a firewall that refuses quotes and angle brackets, and paths with dots, semicolons or slashes too many, with a page.',
    change: htmlFor(isAttack, 403, 'Forbidden'),
  },
  {
    slug: 'needless-escapes-in-html',
    description:
      'Has a firewall that takes an escape of a letter or digit for an evasion, and answers with a page.',
    change: htmlFor((target) => ESCAPED_UNRESERVED.test(target), 403, 'Forbidden'),
  },
  {
    slug: 'long-headers-in-html',
    description: `Has a web server that refuses a header of more than ${LONGEST_HEADER} characters with a page.`,
    change: pageForHeaders(
      ({ length }) => length > LONGEST_HEADER,
      page(431, 'Request Header Fields Too Large'),
    ),
  },
  {
    slug: 'odd-headers-in-html',
    description:
      'Has a web server that refuses headers with characters that are not printable ASCII with a page.',
    change: pageForHeaders((value) => /[^\t\x20-\x7e]/.test(value), page(400, 'Bad Request')),
  },
  {
    slug: 'paths-redirected',
    description: 'Redirects a path with two slashes, or with a slash at its end, to the plain one.',
    change: ({ respond }) => ({
      respond: (outcome, call) => {
        const [path = '', ...query] = call.request.target.split('?');
        const plain = path.replaceAll(/\/+/g, '/').replace(/\/$/, '');
        return plain === path
          ? respond(outcome, call)
          : { ...page(301, 'Moved'), headers: { Location: [plain, ...query].join('?') } };
      },
    }),
  },
];
