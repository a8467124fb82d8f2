/**
 * What a watch saw in an answer to any clause's request, as plain data: it travels between processes. The watched
 * clause later looks for the smallest request that shows the same (see-again.ts).
 */
import type { RequestOverrides, Violation } from '../clauses/clause.ts';
import type { CredentialUse, HeaderChanges } from '../client/exchange.ts';
import type { AnswerProblem, Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { fingerprintOf, type Identity, identityOf } from './fingerprint.ts';

/** Characters of an answer's text that are kept for people. */
export const TEXT_KEPT = 2000;

/** A request and its answer, as plain data. */
export interface PlainExchange {
  /** Path and query exactly as sent. */
  readonly target: string;
  readonly query: string;
  readonly credential: CredentialUse;
  /** How its headers differed from those of other requests. */
  readonly changes?: HeaderChanges;
  readonly status: number;
  /** The beginning of the answer's text. */
  readonly text: string;
  /** Why no list could be read from the answer, where none could. */
  readonly unreadable?: AnswerProblem;
}

export interface Detection extends Identity {
  /** The clause that the reply violates. */
  readonly slug: string;
  readonly fingerprint: string;
  readonly expected: string;
  readonly observed: string;
  readonly pointer?: string;
  readonly request: PlainExchange;
  /** In which ways the request was not an ordinary one. */
  readonly overrides: RequestOverrides;
  /** Replies that showed a violation of this clause. */
  readonly count: number;
}

/** The name under which what a clause suspects is kept: a detection of no clause counts as a violation of none. */
export function suspicionOf(slug: string): string {
  return `${slug}?`;
}

/** Returns the detection of one violation in one reply. */
export function detectionOf(
  slug: string,
  violation: Violation,
  reply: Reply,
  overrides: RequestOverrides,
  contract: Contract,
): Detection {
  const { expected, observed, pointer } = violation;
  const where = pointer === undefined ? {} : { pointer };
  const identity = identityOf(violation, [reply], contract);
  return {
    slug,
    fingerprint: fingerprintOf(slug, identity),
    ...identity,
    expected,
    observed,
    ...where,
    request: plainRequest(reply),
    overrides,
    count: 1,
  };
}

function plainRequest({ exchange, status, text, unreadable }: Reply): PlainExchange {
  const { target, query, credential, changes } = exchange.request;
  const changed = changes === undefined ? {} : { changes };
  const why = unreadable === undefined ? {} : { unreadable };
  return { target, query, credential, ...changed, status, text: text.slice(0, TEXT_KEPT), ...why };
}

/** Returns the detection with the smallest request, of several of one clause; its count is that of all. */
export function smallestOf(detections: readonly Detection[]): Detection | undefined {
  const [first, ...rest] = detections;
  if (first === undefined) return undefined;
  const smallest = rest.reduce((best, each) => (orderOf(each, best) < 0 ? each : best), first);
  return { ...smallest, count: detections.reduce((sum, each) => sum + each.count, 0) };
}

/** Returns the detections of one clause, those that took the smallest requests first. */
export function bySize(detections: readonly Detection[]): readonly Detection[] {
  return [...detections].sort(orderOf);
}

/** An order that depends neither on which reply arrived first nor on any message. */
function orderOf(one: Detection, other: Detection): number {
  const keys = ({ request: { target, credential, text }, fingerprint, pointer = '' }: Detection) =>
    [target, credential, fingerprint, pointer, text] as const;
  const [first, second] = [keys(one), keys(other)];
  const byLength = one.request.target.length - other.request.target.length;
  if (byLength !== 0) return byLength;
  const differing = first.findIndex((key, index) => key !== second[index]);
  return differing < 0 ? 0 : (first[differing] ?? '') < (second[differing] ?? '') ? -1 : 1;
}
