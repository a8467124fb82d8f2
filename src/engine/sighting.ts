/**
 * What a watch saw in an answer to any clause's request, as plain data: it travels between processes. The watched
 * clause later looks for the smallest request that shows the same (see-again.ts).
 */
import type { RequestOverrides, Violation } from '../clauses/clause.ts';
import type { CredentialUse } from '../client/exchange.ts';
import type { Reply } from '../client/reply.ts';

/** Characters of an answer's text that are kept for people. */
export const TEXT_KEPT = 2000;

/** A request and its answer, as plain data. */
export interface SightedRequest {
  /** Path and query exactly as sent. */
  readonly target: string;
  readonly query: string;
  readonly credential: CredentialUse;
  readonly status: number;
  /** The beginning of the answer's text. */
  readonly text: string;
  /** Why no list could be read from the answer, where none could. */
  readonly unreadable?: string;
}

export interface Sighting {
  /** The clause that the reply violates. */
  readonly slug: string;
  readonly fingerprint: string;
  readonly expected: string;
  readonly observed: string;
  readonly pointer?: string;
  readonly request: SightedRequest;
  /** How the request departed from the ordinary one. */
  readonly how: RequestOverrides;
  /** Replies that showed a violation of this clause. */
  readonly count: number;
}

export function sight(
  slug: string,
  violation: Violation,
  reply: Reply,
  how: RequestOverrides,
  fingerprint: string,
): Sighting {
  const { expected, observed, pointer } = violation;
  const where = pointer === undefined ? {} : { pointer };
  return {
    slug,
    fingerprint,
    expected,
    observed,
    ...where,
    request: plainRequest(reply),
    how,
    count: 1,
  };
}

function plainRequest({ exchange, status, text, unreadable }: Reply): SightedRequest {
  const { target, query, credential } = exchange.request;
  const why = unreadable === undefined ? {} : { unreadable };
  return { target, query, credential, status, text: text.slice(0, TEXT_KEPT), ...why };
}

/** Returns the sighting with the smallest request, of several of one clause; its count is that of all. */
export function smallestOf(sightings: readonly Sighting[]): Sighting | undefined {
  const [first, ...rest] = sightings;
  if (first === undefined) return undefined;
  const smallest = rest.reduce((best, each) => (isSmaller(each, best) ? each : best), first);
  return { ...smallest, count: sightings.reduce((sum, each) => sum + each.count, 0) };
}

/** An order that does not depend on which reply arrived first. */
function isSmaller({ request, observed }: Sighting, other: Sighting): boolean {
  const { target, credential } = request;
  if (target.length !== other.request.target.length) return target.length < other.request.target.length;
  if (target !== other.request.target) return target < other.request.target;
  if (credential !== other.request.credential) return credential < other.request.credential;
  return observed < other.observed;
}
