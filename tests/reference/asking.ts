/** Asking the reference deployment, and a fixed list of requests that shows how it behaves. */
import { loadContract } from '../../src/contract/contract.ts';
import { canonicalJson, decodeJson } from '../../src/contract/json.ts';
import type { Listing } from '../../src/contract/operation.ts';
import { createReference, type Reference, type ReferenceOptions } from '../../src/reference/reference.ts';
import type { ReferenceAnswer } from '../../src/reference/stages.ts';

export const contract = loadContract();
export const TOKEN = 'a-token-for-tests';

export interface Asked {
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly isFirstOnConnection?: boolean;
}

export function reference(options: ReferenceOptions = {}): Reference {
  return createReference(contract, { token: TOKEN, ...options });
}

export const ownHeaders = {
  ...Object.fromEntries(
    Object.entries(contract.operation.headers.common).map(([name, value]) => [name.toLowerCase(), value]),
  ),
  'x-auth-token': TOKEN,
};

/** The target of a query for the own project. */
export function targetOf(asked: Reference, query: string): string {
  return `${contract.operation.path(asked.projectId)}?${query}`;
}

export async function ask(asked: Reference, query: string): Promise<ReferenceAnswer> {
  return asked.answer({ method: 'GET', target: targetOf(asked, query), headers: ownHeaders });
}

/** The list that a query is answered with. @throws Error where it is answered with anything else */
export async function list(asked: Reference, query: string): Promise<Listing> {
  const answer = await ask(asked, query);
  const listing = answer.status === 200 ? readListing(answer) : undefined;
  if (listing === undefined) throw new Error(`${query}: ${answer.status} ${answer.body}`);
  return listing;
}

export function readListing({ body }: ReferenceAnswer): Listing | undefined {
  return contract.operation.readListing(decodeJson(String(body)).value);
}

/** The code of an error's body. */
export function codeOf({ body }: ReferenceAnswer): unknown {
  return JSON.parse(String(body)).error_code;
}

/** All rows under a filter, page by page. */
export async function everyRow(asked: Reference, filter: string): Promise<Listing> {
  const rows = [];
  for (;;) {
    const page = await list(asked, `${filter}&offset=${rows.length}`);
    rows.push(...page.rows);
    if (page.rows.length === 0) return { rows, total: page.total };
  }
}

/** What an answer says, apart from the request's own number. */
export function gist({ status, headers, body }: ReferenceAnswer): string {
  const { 'X-Request-Id': id = '', ...others } = headers;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
  return `${status} ${canonicalJson(others)} ${text.replace(`"request_id":"${id}"`, '')}`;
}
