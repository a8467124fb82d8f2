/** Requests and counterexamples as people see them: plain data, with a line to copy and paste. */
import type { Counterexample } from '../clauses/clause.ts';
import type { Reply } from '../deployment/reply.ts';
import type { ShownCounterexample, ShownRequest } from './result.ts';

export type { ShownRequest };

/** Characters of an answer's body that a report keeps. */
const EXCERPT = 2000;

/** Stands before targets where the base is not known: a variable of the shell. */
const ENDPOINT = '$RDS_ENDPOINT';

/** @param baseUrl stands before the target in the curl line; a shell variable where the base is not known */
export function show(reply: Reply, baseUrl = ENDPOINT): ShownRequest {
  const { target, credential } = reply.exchange.request;
  return {
    curl: curlOf(
      baseUrl === ENDPOINT ? `"${ENDPOINT}"${quoted(target)}` : quoted(baseUrl + target),
      credential,
    ),
    target,
    status: reply.status,
    body: reply.text.slice(0, EXCERPT),
    ...(reply.unreadable === undefined ? {} : { unreadable: reply.unreadable }),
  };
}

function curlOf(url: string, credential: Reply['exchange']['request']['credential']): string {
  const token = {
    own: ` -H "X-Auth-Token: $RDS_AUTH_TOKEN"`,
    none: '',
    altered: ` -H "X-Auth-Token: altered$RDS_AUTH_TOKEN"`,
  };
  return `curl -sS --globoff --path-as-is${token[credential]} -H "Content-Type: application/json" ${url}`;
}

/** In single quotes no shell expands anything, not even an interactive one its history. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

export function showCounterexample(
  found: Counterexample,
  reproduce: string,
  baseUrl?: string,
): ShownCounterexample {
  const { violation, transcript, input, seed, path } = found;
  const culprit = violation.culprit ?? transcript.at(-1);
  if (culprit === undefined) throw new Error('a counterexample without a single reply');
  return {
    expected: violation.expected,
    observed: violation.observed,
    culprit: show(culprit, baseUrl),
    requests: transcript.map((reply) => show(reply, baseUrl)),
    reproduce,
    ...(violation.pointer === undefined ? {} : { pointer: violation.pointer }),
    ...(input === undefined ? {} : { input }),
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  };
}
