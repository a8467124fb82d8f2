/** An exchange as clauses read it: text, JSON and, if the answer is a list, the listing. */
import type { Contract } from '../contract/contract.ts';
import { type DecodedJson, decodeJson, isList, isObject, type Json } from '../contract/json.ts';
import { JsonBoundError } from '../contract/json-bounds.ts';
import { Memory } from '../contract/memory.ts';
import type { Listing } from '../contract/operation.ts';
import { readQuery, type WireQuery } from '../contract/wire.ts';
import type { Exchange } from './exchange.ts';

/** What is wrong with an answer: a code, which is never reworded, and a message for people. */
export interface AnswerProblem {
  readonly code: ProblemCode;
  readonly message: string;
}

export type ProblemCode =
  | FlawCode
  | `status-${number}`
  | `${'body' | 'rows' | 'total'}-${JsonKind}`
  | 'body-exceeds-bound'
  | 'row-without-id';

type FlawCode =
  | 'body-undecodable'
  | 'body-not-utf-8'
  | 'body-empty'
  | 'body-not-json'
  | 'body-with-byte-order-mark';

type JsonKind = 'missing' | 'null' | 'list' | 'object' | 'text' | 'boolean' | 'number';

/** What keeps a body from being the JSON that it must be sent as. */
export interface BodyFlaw extends AnswerProblem {
  readonly code: FlawCode;
}

export interface Reply {
  readonly exchange: Exchange;
  readonly status: number;
  /** The query as it was sent. */
  readonly query: WireQuery;
  /** Media type of the body, in lower case and without parameters; absent if the answer has none. */
  readonly mediaType?: string;
  /** The body as UTF-8; with replacement characters where it is not UTF-8. */
  readonly text: string;
  /** The body as JSON; absent if it is not JSON. */
  readonly json?: DecodedJson;
  /** Why the body is not JSON as it must be sent. `json` is present all the same if only a byte order mark is wrong. */
  readonly flaw?: BodyFlaw;
  /** The list; only if the status is 2xx and the body is a list. */
  readonly listing?: Listing;
  /** Why there is no list: the status, what is wrong with the body, or which part of it is wrong. */
  readonly unreadable?: AnswerProblem;
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
const BYTE_ORDER_MARK_FLAW: BodyFlaw = {
  code: 'body-with-byte-order-mark',
  message: 'the body starts with a byte order mark',
};

/** Reads an exchange. It never throws: what cannot be read is left out, and `flaw` says why. */
export function readReply(exchange: Exchange, contract: Contract): Reply {
  const { answer, request } = exchange;
  const mediaType = mediaTypeOf(answer.headers['content-type']);
  const { list, lacks, ...body } = readBody(exchange, contract);
  const listing = isSuccess(answer.status) ? list : undefined;
  return {
    exchange,
    status: answer.status,
    query: readQuery(request.query),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...body,
    ...(listing === undefined ? { unreadable: problemOf(answer.status, lacks ?? body.flaw) } : { listing }),
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function problemOf(status: number, ofBody: AnswerProblem | undefined): AnswerProblem {
  if (ofBody === undefined || !isSuccess(status))
    return { code: `status-${status}`, message: `status ${status}` };
  return ofBody.code === 'body-not-json' ? { ...ofBody, message: 'the body is not JSON' } : ofBody;
}

type Body = Pick<Reply, 'text' | 'json' | 'flaw'> & {
  readonly list?: Listing;
  readonly lacks?: AnswerProblem;
};

function readBody({ answer }: Exchange, contract: Contract): Body {
  const { body, undecodable } = answer;
  if (undecodable !== undefined) {
    const message = `the body is not in its Content-Encoding, ${undecodable}`;
    return { text: LENIENT.decode(body), flaw: { code: 'body-undecodable', message } };
  }
  const text = decodeStrictly(body);
  if (text === undefined) {
    const flaw: BodyFlaw = { code: 'body-not-utf-8', message: 'the body is not valid UTF-8' };
    return { text: LENIENT.decode(body), flaw };
  }
  if (text === '') return { text, flaw: { code: 'body-empty', message: 'the body is empty' } };
  return readOnce(contract, text, () => readText(text, contract));
}

function readText(text: string, contract: Contract): Body {
  const marked = text.startsWith(BYTE_ORDER_MARK);
  const read = readJson(marked ? text.slice(1) : text);
  const list = read.json && contract.operation.readListing(read.json.value);
  return {
    text,
    ...(marked ? { flaw: BYTE_ORDER_MARK_FLAW } : {}),
    ...read,
    ...(list === undefined ? read.json && { lacks: missingPart(read.json.value, contract) } : { list }),
  };
}

/** Returns which part of a JSON value is missing or wrong for a list. */
function missingPart(value: Json, { operation }: Contract): AnswerProblem {
  const of = (part: 'body' | 'rows' | 'total', name: string, found: Json | undefined): AnswerProblem => {
    const kind = kindOf(found);
    return { code: `${part}-${kind}`, message: `${name} is ${KIND_WORDS[kind]}` };
  };
  if (!isObject(value)) return of('body', 'the body', value);
  const { rows, total } = operation.fields;
  const listed = value[rows];
  if (listed === undefined || !isList(listed)) return of('rows', `"${rows}"`, listed);
  const isWhole = typeof value[total] === 'number' && Number.isSafeInteger(value[total]);
  if (!isWhole) return of('total', `"${total}"`, value[total]);
  return {
    code: 'row-without-id',
    message: `"${rows}" contains an entry that is not a backup with an id`,
  };
}

const KIND_WORDS: Readonly<Record<JsonKind, string>> = {
  missing: 'missing',
  null: 'null',
  list: 'a list',
  object: 'an object',
  text: 'a text',
  boolean: 'true or false',
  number: 'a number that is not an integer in range',
};

function kindOf(value: Json | undefined): JsonKind {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  if (isObject(value)) return 'object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'boolean' : 'number';
}

/** Characters of bodies remembered for each contract: about 200 full pages. */
const REMEMBERED = 8_000_000;

const MEMORIES = new WeakMap<Contract, Memory<Body>>();

/** Many queries of a run get the same page: it is read and judged once. */
function readOnce(contract: Contract, text: string, read: () => Body): Body {
  const memory = MEMORIES.get(contract) ?? new Memory<Body>(REMEMBERED);
  MEMORIES.set(contract, memory);
  return memory.once(text, read);
}

/** Texts of bodies that are still in memory: in process, equal answers share their bytes. */
const TEXTS = new WeakMap<Uint8Array, { readonly text: string | undefined }>();

function decodeStrictly(body: Uint8Array): string | undefined {
  const known = TEXTS.get(body);
  if (known !== undefined) return known.text;
  const text = decoded(body);
  TEXTS.set(body, { text });
  return text;
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return STRICT.decode(body);
  } catch {
    return undefined;
  }
}

function readJson(text: string): Pick<Body, 'json' | 'flaw' | 'lacks'> {
  try {
    return { json: decodeJson(text) };
  } catch (error) {
    // The deployment may be right: the bound is ours. So this is no flaw of the body.
    if (error instanceof JsonBoundError)
      return { lacks: { code: 'body-exceeds-bound', message: error.message } };
    const why = error instanceof Error ? firstLine(error.message) : 'unreadable';
    return { flaw: { code: 'body-not-json', message: `the body is not JSON: ${why}` } };
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.slice(0, 160) ?? '';
}

function mediaTypeOf(contentType: string | undefined): string | undefined {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return essence === '' ? undefined : essence;
}
