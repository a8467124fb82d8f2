/** A deployment within this process: clauses run against it without a socket. */
import { Memory } from '../contract/memory.ts';
import { decodeContent } from './content-coding.ts';
import { classify } from './failure.ts';
import type { Transport } from './transport.ts';

/** The shape of a deployment that answers in process; the reference deployment has it. */
export interface Answerer {
  answer(request: {
    readonly method: 'GET';
    readonly target: string;
    readonly headers: Record<string, string | undefined>;
  }): InProcessAnswer | Promise<InProcessAnswer>;
}

export interface InProcessAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Characters of bodies whose bytes are kept: a deployment answers with the same pages over and over. */
const KEPT = 8_000_000;

/** Bytes by text. Nobody writes into the bytes of an answer. */
const BYTES = new Memory<Uint8Array>(KEPT);

/** A transport to `deployment`. Header names are in lower case on both ways, as Node's server has them. */
export function inProcessTransport(deployment: Answerer): Transport {
  return {
    async exchange({ target, headers }) {
      const answer = await answerOf(deployment, target, lowerCased(headers));
      const received = lowerCased(answer.headers);
      const { body } = answer;
      const bytes = typeof body === 'string' ? BYTES.once(body, () => Buffer.from(body)) : body;
      return {
        status: answer.status,
        headers: received,
        ...decodeContent(bytes, received['content-encoding'], MAX_BODY_BYTES),
      };
    },
    close: () => Promise.resolve(),
  };
}

/** A deployment breaks a connection by throwing what a socket would; any other error is a bug and stays one. */
async function answerOf(
  deployment: Answerer,
  target: string,
  headers: Record<string, string | undefined>,
): Promise<InProcessAnswer> {
  try {
    return await deployment.answer({ method: 'GET', target, headers });
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ECONNRESET') {
      throw classify(problem, 'the deployment');
    }
    throw problem;
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
