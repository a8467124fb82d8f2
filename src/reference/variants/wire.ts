/** Other ways to put the same answer on the wire. */
import { gzipSync } from 'node:zlib';
import { changeErrorAnswer } from '../changes.ts';
import { jsonText } from '../json-text.ts';
import type { Variant } from '../mutation.ts';
import type { Change, ReferenceAnswer } from '../stages.ts';

/** Changes every answer. */
function changeAnswer(change: (answer: ReferenceAnswer, acceptEncoding: string) => ReferenceAnswer): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => change(respond(outcome, call), call.request.headers['accept-encoding'] ?? ''),
  });
}

/** Changes the text of every body. */
function changeBody(change: (text: string) => string): Change {
  return changeAnswer((answer) =>
    typeof answer.body === 'string' ? { ...answer, body: change(answer.body) } : answer,
  );
}

function withHeaders(answer: ReferenceAnswer, headers: Readonly<Record<string, string>>): ReferenceAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

const v1ErrorNames: Variant = {
  slug: 'v1-error-names',
  warned: ['errors.v3-names'],
  description: 'Names the code and message of an error as version 1 of the API did.',
  change: changeErrorAnswer((answer, { code, message }) => ({
    ...answer,
    body: jsonText({ errCode: code, externalMessage: message }),
  })),
};

const gzip: Variant = {
  slug: 'gzip',
  description: 'Compresses answers where the request accepts it.',
  change: changeAnswer((answer, accepted) => {
    if (!/\bgzip\b/.test(accepted)) return answer;
    const headers = { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' };
    return withHeaders({ ...answer, body: gzipSync(answer.body) }, headers);
  }),
};

export const wire: readonly Variant[] = [
  v1ErrorNames,
  gzip,
  {
    slug: 'connection-close',
    description: 'Closes the connection after each answer.',
    change: changeAnswer((answer) => withHeaders(answer, { Connection: 'close' })),
  },
  {
    slug: 'plain-media-type',
    description: 'Sends JSON as application/json without naming a character set.',
    change: changeAnswer((answer) => withHeaders(answer, { 'Content-Type': 'application/json' })),
  },
  {
    slug: 'padded-json',
    description: 'Puts line breaks around the JSON of a body.',
    change: changeBody((text) => `\r\n${text}\n`),
  },
  {
    slug: 'escaped-json',
    description: 'Writes every character outside ASCII as an escape.',
    change: changeBody((text) =>
      text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  },
];
