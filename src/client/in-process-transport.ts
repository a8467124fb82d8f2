/** A transport to a deployment in the same process, without a socket. */
import { Memory } from '../contract/memory.ts';
import { decodeContent } from './content-coding.ts';
import { classify } from './failure.ts';
import type { Transport, WireRequest } from './transport.ts';

/** A deployment that answers in process, as the reference deployment does. */
export interface InProcessDeployment {
  answer(request: {
    readonly method: 'GET';
    readonly target: string;
    readonly headers: Record<string, string | undefined>;
    /** Whether no request came before on its connection. */
    readonly isFirstOnConnection?: boolean;
  }): InProcessAnswer | Promise<InProcessAnswer>;
}

export interface InProcessAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Characters of bodies whose bytes are cached: a deployment often answers with the same page. */
const CACHED = 8_000_000;

/** Bytes by text. They may be shared because nobody changes the bytes of an answer. */
const BYTES = new Memory<Uint8Array>(CACHED);

/** Returns a transport to `deployment`. Header names are in lower case in both directions, as in Node's server. */
export function inProcessTransport(deployment: InProcessDeployment): Transport {
  return {
    async exchange(request) {
      const answer = await answerOf(deployment, request);
      const answered = lowerCased(answer.headers);
      const { body } = answer;
      const bytes = typeof body === 'string' ? BYTES.once(body, () => Buffer.from(body)) : body;
      return {
        status: answer.status,
        headers: answered,
        ...decodeContent(bytes, answered['content-encoding'], MAX_BODY_BYTES),
      };
    },
    close: () => Promise.resolve(),
  };
}

/** A deployment breaks the connection by throwing ECONNRESET, as a socket does. Any other error is a bug. */
async function answerOf(
  deployment: InProcessDeployment,
  { target, headers, isFirstOnConnection = false }: WireRequest,
): Promise<InProcessAnswer> {
  try {
    return await deployment.answer({
      method: 'GET',
      target,
      headers: received(headers),
      ...(isFirstOnConnection ? { isFirstOnConnection } : {}),
    });
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ECONNRESET') {
      throw classify(problem, { host: 'the deployment', hasAnswered: true });
    }
    throw problem;
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Headers as a server reads them: without the blanks around a value, and the values of a repeated one joined. */
function received(headers: WireRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      [value]
        .flat()
        .map((each) => each.replaceAll(/^[ \t]+|[ \t]+$/g, ''))
        .join(', '),
    ]),
  );
}
