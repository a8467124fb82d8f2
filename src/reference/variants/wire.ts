/** Other ways to put the same answer on the wire. */
import { gzipSync } from 'node:zlib';
import { jsonText } from '../json-text.ts';
import { Refusal } from '../refusal.ts';
import type { Change, ReferenceAnswer } from '../stages.ts';
import type { Variant } from '../variant.ts';

/** Does something to every answer. */
function sent(dress: (answer: ReferenceAnswer, acceptEncoding: string) => ReferenceAnswer): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => dress(respond(outcome, call), call.request.headers['accept-encoding'] ?? ''),
  });
}

function withHeaders(answer: ReferenceAnswer, headers: Readonly<Record<string, string>>): ReferenceAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function textual(change: (text: string) => string): Change {
  return sent((answer) =>
    typeof answer.body === 'string' ? { ...answer, body: change(answer.body) } : answer,
  );
}

const v1ErrorNames: Variant = {
  slug: 'v1-error-names',
  warned: ['errors.v3-names'],
  description: 'Names the code and message of an error as version 1 of the API did.',
  change: ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      if (!(outcome instanceof Refusal)) return answer;
      return { ...answer, body: jsonText({ errCode: outcome.code, externalMessage: outcome.message }) };
    },
  }),
};

const gzip: Variant = {
  slug: 'gzip',
  description: 'Compresses answers for whoever accepts it.',
  change: sent((answer, accepted) => {
    if (!/\bgzip\b/.test(accepted)) return answer;
    const headers = { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' };
    return withHeaders({ ...answer, body: gzipSync(answer.body) }, headers);
  }),
};

const otherPaths: Variant = {
  slug: 'other-versions-in-html',
  description: 'Leaves what is asked under another version to a web server, which answers with a page.',
  change: ({ respond }) => ({
    respond: (outcome, call) => {
      const isOurs = call.request.target.startsWith(`/${call.deployment.operation.version}/`);
      if (isOurs) return respond(outcome, call);
      return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>Not Found</h1>\n' };
    },
  }),
};

const firewall: Variant = {
  slug: 'firewall-in-front',
  description: 'Stands behind a firewall that turns away what looks like an attack, with a page of its own.',
  change: ({ respond }) => ({
    respond: (outcome, call) => {
      if (!/'|%27|%00|%25|%(?![0-9a-f]{2})/i.test(call.request.target)) return respond(outcome, call);
      return { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<h1>Request blocked</h1>\n' };
    },
  }),
};

export const wire: readonly Variant[] = [
  v1ErrorNames,
  otherPaths,
  firewall,
  gzip,
  {
    slug: 'connection-close',
    description: 'Closes the connection after each answer.',
    change: sent((answer) => withHeaders(answer, { Connection: 'close' })),
  },
  {
    slug: 'plain-media-type',
    description: 'Sends JSON as application/json without naming a character set.',
    change: sent((answer) => withHeaders(answer, { 'Content-Type': 'application/json' })),
  },
  {
    slug: 'padded-json',
    description: 'Puts line breaks around the JSON of a body.',
    change: textual((text) => `\r\n${text}\n`),
  },
  {
    slug: 'escaped-json',
    description: 'Writes every character beyond ASCII as an escape.',
    change: textual((text) =>
      text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  },
];
