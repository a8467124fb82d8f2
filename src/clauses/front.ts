/**
 * What web servers and firewalls meet before the operation does: texts that they may treat in their own way. A refusal
 * of such a request that does not call itself JSON is theirs, and not the operation's error (docs/rulings.md, "What
 * stands in front").
 */
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { decodeText } from '../contract/wire.ts';
import type { Known } from './known.ts';

/** Characters of a query, and parameters, that every server takes. */
const MOST_CHARACTERS = 2_000;
const MOST_PARAMETERS = 30;

/** Whether a request holds something that a web server or a firewall may refuse by itself. @param target path and query */
export function meetsFront(target: string): boolean {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(target) ?? [];
  return (
    target.length > MOST_CHARACTERS ||
    query.split('&').length > MOST_PARAMETERS ||
    isOddQuery(query) ||
    isOddPath(path)
  );
}

/** An empty pair, an escape that is broken or not needed, or a character that needs an escape or looks like an attack. */
function isOddQuery(query: string): boolean {
  if (query === '') return false;
  const hasEmptyPair = query.split('&').some((pair) => pair === '');
  const decoded = decodeText(query);
  return (
    hasEmptyPair ||
    UNRESERVED_ESCAPED.test(query) ||
    UNSAFE_RAW.test(query) ||
    decoded === undefined ||
    ODD.test(decoded)
  );
}

function isOddPath(path: string): boolean {
  const decoded = decodeText(path);
  return (
    decoded === undefined ||
    ODD.test(decoded) ||
    /;|%2f|%5c|\/\//i.test(path) ||
    UNRESERVED_ESCAPED.test(path)
  );
}

/** Escapes of letters, digits and `-._~`. */
const UNRESERVED_ESCAPED = /%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|3[0-9]|2[de]|5f|7e)/i;

/** Characters that RFC 3986 wants escaped in a query. */
const UNSAFE_RAW = /[^\w\-.~!$&'()*+,;=:@/?%]/;

/** Controls, characters that are not ASCII, quotes, backslashes, angle brackets, percent signs, braces. */
const ODD = /[^\x20-\x7e]|["'`\\<>%{}|^[\]]/;

/**
 * Whether the scheme of signed requests (docs/rulings.md, "Signed requests") says how a target is signed. It does not for
 * broken escapes, broken UTF-8, empty pairs, a raw semicolon and a raw plus.
 */
export function hasCanonicalForm(target: string): boolean {
  const [, query = ''] = /^[^?]*\??(.*)$/s.exec(target) ?? [];
  return (
    decodeText(target) !== undefined &&
    !/[;+]/.test(query) &&
    !(query !== '' && query.split('&').includes(''))
  );
}

/** Whether an answer only says that a request without a canonical form is not signed: then nothing is known of the query. */
export function isUnsignable({ status, exchange }: Reply, { signed = false }: Known): boolean {
  const { credential, target } = exchange.request;
  return signed && credential === 'own' && (status === 401 || status === 403) && !hasCanonicalForm(target);
}

/** Whether a raw semicolon parts the query for some readers and not for others: then it is open what was asked. */
export function isPartedOtherwise({ exchange }: Reply): boolean {
  return exchange.request.query.includes(';');
}

/** Whether a request holds something that a web server or a firewall may refuse by itself: in its target or a header. */
function isOddRequest({ target, meaning }: Reply['exchange']['request']): boolean {
  return meaning === 'unreadable' || meetsFront(target);
}

/** A refusal by a web server or a firewall, which an odd request may meet: what the operation does is left open. */
export function isOfFront(reply: Reply): boolean {
  const { status, exchange } = reply;
  return status >= 400 && status < 500 && !callsItselfJson(reply) && isOddRequest(exchange.request);
}

/** Whether a request says that it wants something else than JSON: no page says what it gets. */
export function asksForOther({ changes = {} }: Reply['exchange']['request']): boolean {
  return Object.entries(changes).some(
    ([name, value]) =>
      name.toLowerCase() === 'accept' && value !== null && !/^(?:application\/json|\*\/\*)$/.test(value),
  );
}

/** Whether an answer says of itself that it is JSON. */
export function callsItselfJson({ mediaType = '' }: Reply): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json');
}

/**
 * Whether a 4xx is the operation's own, and so has to be an error of its form. Before a first list was read it may be a
 * gateway's or a login page's; under another path, another service's; for an odd request, a web server's or a firewall's.
 */
export function isOwnRefusal(reply: Reply, { operation }: Contract, known: Known): boolean {
  if (known.instances.length === 0 || reply.status < 400 || reply.status >= 500) return false;
  const { request } = reply.exchange;
  if (!request.path.endsWith(operation.path(known.projectId))) return false;
  return callsItselfJson(reply) || !(isOddRequest(request) || asksForOther(request));
}
