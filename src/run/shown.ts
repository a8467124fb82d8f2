/** Requests and counterexamples as people see them: plain data, with a line to copy and paste. */
import type { Counterexample } from '../clauses/clause.ts';
import type { Reply } from '../deployment/reply.ts';
import type { ShownCounterexample, ShownRequest } from './result.ts';

export type { ShownRequest };

/** Characters of an answer's body that a report keeps. */
const EXCERPT = 2000;

/** @param baseUrl stands before the target in the curl line; a shell variable where the base is not known */
export function show(reply: Reply, baseUrl = '$RDS_ENDPOINT'): ShownRequest {
  const { target, credential } = reply.exchange.request;
  return {
    curl: curlOf(baseUrl + target, credential),
    target,
    status: reply.status,
    body: reply.text.slice(0, EXCERPT),
  };
}

function curlOf(url: string, credential: Reply['exchange']['request']['credential']): string {
  const token = {
    own: ` -H "X-Auth-Token: $RDS_AUTH_TOKEN"`,
    none: '',
    altered: ` -H "X-Auth-Token: altered$RDS_AUTH_TOKEN"`,
  };
  return `curl -sS --globoff --path-as-is${token[credential]} -H "Content-Type: application/json" "${forDoubleQuotes(url)}"`;
}

/** Escapes what a shell would read inside double quotes; the endpoint's own variable stays one. */
function forDoubleQuotes(url: string): string {
  return url.replace(/[\\"`]|\$(?!RDS_ENDPOINT)/g, '\\$&');
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
