/** Requests and counterexamples as people see them: plain data, with a line to copy and paste. */
import type { Counterexample } from '../clauses/clause.ts';
import type { CredentialUse, HeaderChanges } from '../client/exchange.ts';
import type { Reply } from '../client/reply.ts';
import type { Row } from '../contract/operation.ts';
import { type PlainExchange, TEXT_KEPT } from '../engine/detection.ts';
import type { Identity } from '../engine/fingerprint.ts';
import { excerptOf } from './answer-excerpt.ts';
import type { ShownCounterexample, ShownExchange, ShownRow } from './result.ts';

/** Written before targets where the base URL is not known: a variable of the shell. */
const ENDPOINT = '$RDS_ENDPOINT';

/** Most rows in all requests of one counterexample, for its picture. */
const MOST_ROWS = 360;
/** Most backups named as missing. */
const MOST_DUE = 20;

/** Returns one request for people. @param baseUrl of the curl line; a shell variable where it is not known */
export function show({ exchange, ...answer }: Reply, baseUrl = ENDPOINT): ShownExchange {
  const { target, credential, changes } = exchange.request;
  const changed = changes === undefined ? {} : { changes };
  return shownRequest({ target, credential, ...changed, ...answer }, baseUrl);
}

/** Returns a request that a watch saw, for people. */
export function shownRequest(
  { target, credential, changes, status, text, unreadable }: Omit<PlainExchange, 'query'>,
  baseUrl = ENDPOINT,
): ShownExchange {
  const url = baseUrl === ENDPOINT ? `"${ENDPOINT}"${quoted(target)}` : quoted(baseUrl + target);
  return {
    curl: curlOf(url, credential, changes),
    target,
    status,
    body: text.slice(0, TEXT_KEPT),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

function curlOf(url: string, credential: CredentialUse, changes: HeaderChanges = {}): string {
  const tokens: Readonly<Record<string, string>> = {
    own: ` -H "X-Auth-Token: $RDS_AUTH_TOKEN"`,
    none: '',
    empty: ` -H "X-Auth-Token;"`,
    altered: ` -H "X-Auth-Token: altered$RDS_AUTH_TOKEN"`,
    'altered-early': ` -H "X-Auth-Token: altered$RDS_AUTH_TOKEN"`,
    'altered-late': ` -H "X-Auth-Token: $RDS_AUTH_TOKEN-altered"`,
  };
  const token = tokens[credential] ?? ` -H "X-Auth-Token: $CHANGED_TOKEN"`;
  const headers = Object.entries({ 'Content-Type': 'application/json', ...changes })
    .map(([name, value]) => ` -H ${value === null ? `"${name}:"` : `"${name}: ${value}"`}`)
    .join('');
  return `curl -sS --globoff --path-as-is${token}${headers} ${url}`;
}

/** In single quotes no shell expands anything, not even an interactive one its history. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a counterexample for people. @param reproduce the command that shows it again */
export function showCounterexample(
  found: Counterexample,
  { rule, place, parameters }: Identity,
  reproduce: string,
  baseUrl?: string,
): ShownCounterexample {
  const { violation, transcript, input, seed } = found;
  const reply = violation.reply ?? transcript.at(-1);
  if (reply === undefined) throw new Error('a counterexample without a single reply');
  const excerpt = reply.json && excerptOf(reply.json, violation.pointer);
  return {
    rule,
    ...(place === undefined ? {} : { place }),
    parameters,
    expected: violation.expected,
    observed: violation.observed,
    exchange: show(reply, baseUrl),
    requests: showAll(transcript, baseUrl),
    reproduce,
    ...(excerpt === undefined ? {} : { excerpt }),
    ...(violation.missing === undefined
      ? {}
      : { missing: violation.missing.slice(0, MOST_DUE).map(showRow) }),
    ...(violation.pointer === undefined ? {} : { pointer: violation.pointer }),
    ...(input === undefined ? {} : { input }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** Returns the requests of a trial, with the rows of each answer while there is room: whole lists or none. */
function showAll(transcript: readonly Reply[], baseUrl: string | undefined): readonly ShownExchange[] {
  let left = MOST_ROWS;
  return transcript.map((reply) => {
    const shown = show(reply, baseUrl);
    const { rows, total } = reply.listing ?? {};
    if (rows === undefined || total === undefined || rows.length > left) return shown;
    left -= rows.length;
    return { ...shown, rows: rows.map(showRow), total };
  });
}

function showRow({ id, begin, end }: Row): ShownRow {
  return { id, ...(begin === undefined ? {} : { begin }), ...(end === undefined ? {} : { end }) };
}
