/**
 * An answer taken apart into what it tells: its status and its frame in a line of text, the rows that it shows
 * whatever they are wrapped in, and its total. Errors' own words play no part, nor do fields that nobody named.
 */

import type { CredentialUse } from '../client/exchange.ts';
import { type DecodedJson, isList, isObject, type Json, type JsonObject } from '../contract/json.ts';
import type { ListOperation } from '../contract/operation.ts';
import { mendedJson } from './mended-json.ts';

export interface PlainAnswer {
  readonly status: number;
  /** The `Content-Type` header. */
  readonly contentType?: string | undefined;
  readonly body: string | Uint8Array;
}

export interface ToldAnswer {
  /** Status, media type, flaw and frame: equal exactly where two answers are alike but for rows and total. */
  readonly head: string;
  /** Whether the bytes are not what their encoding says: names cannot be compared then. */
  readonly isGarbled: boolean;
  readonly rows: readonly JsonObject[];
  /** By place of the row: numbers written in an odd way, and names that stand twice. */
  readonly spellings: ReadonlyMap<number, readonly string[]>;
  readonly total?: number;
}

/** Takes an answer apart. */
export function toldAnswer(
  answer: PlainAnswer,
  credential: CredentialUse,
  operation: ListOperation,
): ToldAnswer {
  const { flaw, json } = mendedJson(answer.body);
  const frame = json === undefined ? { says: '', rows: [] } : frameOf(json.value, operation);
  const media = answer.body.length === 0 ? '' : mediaOf(answer.contentType);
  return {
    head: [statusOf(answer.status, credential), media, flaw, frame.says]
      .filter((part) => part !== '')
      .join(' '),
    isGarbled: flaw === 'not UTF-8',
    rows: frame.rows,
    spellings: json === undefined ? new Map() : spellingsOf(json),
    ...(frame.total === undefined ? {} : { total: frame.total }),
  };
}

/** Which 4xx a refusal has is a deployment's own choice, unless it is about the caller. */
function statusOf(status: number, credential: CredentialUse): string {
  const isTurnedAway = status === 401 || status === 403;
  if (credential !== 'own' && isTurnedAway) return 'turned away';
  if (status >= 400 && status < 500) return 'refused';
  return status >= 300 && status < 400 ? 'redirected' : String(status);
}

function mediaOf(contentType: string | undefined): string {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (essence === '') return 'untyped';
  if (/^application\/(.*\+)?json$/.test(essence)) return '';
  return essence.startsWith('text/') ? essence : 'other type';
}

interface Frame {
  readonly says: string;
  readonly rows: readonly JsonObject[];
  readonly total?: number;
}

const DEEPEST = 4;

function frameOf(value: Json, operation: ListOperation, depth = 0): Frame {
  const { fields } = operation;
  if (isList(value)) return arrayFrame(value, operation, depth);
  if (!isObject(value)) return { says: value === null ? 'null' : typeof value, rows: [] };
  const renamed = withKnownNames(value, [fields.rows, fields.total]);
  if (renamed !== value) return listFrame(renamed, operation, 'renamed ');
  if (fields.rows in value || fields.total in value) return listFrame(value, operation, '');
  const error = errorFrame(value);
  if (error !== undefined) return { says: error, rows: [] };
  const inner = Object.values(value).find((each) => typeof each === 'object' && each !== null);
  if (inner === undefined || depth > DEEPEST) return { says: 'object', rows: [] };
  const frame = frameOf(inner, operation, depth + 1);
  return { ...frame, says: `wrapped ${frame.says}` };
}

function listFrame(value: JsonObject, operation: ListOperation, prefix: string): Frame {
  const { fields } = operation;
  const [rows, total] = [value[fields.rows], value[fields.total]];
  const number = typeof total === 'string' ? Number(total) : total;
  const isWhole = typeof number === 'number' && Number.isSafeInteger(number);
  return {
    says: `${prefix}list of ${kindOf(rows)}, total ${kindOf(total)}`,
    rows: rowsOf(rows).map((row) => namedAsKnown(row, operation)),
    ...(isWhole ? { total: number } : {}),
  };
}

function arrayFrame(value: readonly Json[], operation: ListOperation, depth: number): Frame {
  const [first] = value;
  const looksLikeError = isObject(first) && errorFrame(first) !== undefined;
  if (looksLikeError || depth > DEEPEST) return { says: 'array of errors', rows: [] };
  const rows = rowsOf(value).map((row) => namedAsKnown(row, operation));
  return { says: 'array', rows };
}

function rowsOf(value: Json | undefined): readonly JsonObject[] {
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return (isList(value) ? value : Object.values(value)).filter(isObject);
}

function namedAsKnown(row: JsonObject, { fields }: ListOperation): JsonObject {
  const [datastore = ''] = fields.engine;
  const { id, instance, name, type, status, begin, end, size, databases } = fields;
  if (instance in row || begin in row) return row;
  return withKnownNames(row, [id, instance, name, type, status, begin, end, size, databases, datastore]);
}

/** Gives fields the names that are known where theirs differ in spelling only; the same object where none does. */
function withKnownNames(value: JsonObject, names: readonly string[]): JsonObject {
  const known = new Map(names.map((name) => [squeezed(name), name]));
  const entries = Object.entries(value);
  if (entries.every(([name]) => (known.get(squeezed(name)) ?? name) === name)) return value;
  return Object.fromEntries(entries.map(([name, item]) => [known.get(squeezed(name)) ?? name, item]));
}

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

const ERROR_NAMES = [
  ['error_code', 'error_msg'],
  ['errCode', 'externalMessage'],
] as const;

function errorFrame(value: JsonObject): string | undefined {
  const names = ERROR_NAMES.find((pair) => pair.some((name) => name in value));
  if (names === undefined) return undefined;
  const [code, message] = names.map((name) => value[name]);
  const isCode = typeof code === 'string' && /^[A-Za-z_]+\.\d+$/.test(code);
  return `error, code ${isCode ? 'sound' : kindOf(code)}, message ${kindOf(message)}`;
}

/** What kind of JSON a value is. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  if (typeof value === 'object') return isList(value) ? 'array' : 'object';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value === 'string' ? 'text' : 'boolean';
}

function spellingsOf({ oddNumbers, repeatedKeys }: DecodedJson): ReadonlyMap<number, readonly string[]> {
  const spellings = new Map<number, string[]>();
  const note = (pointer: string, says: string) => {
    const match = /\/(\d+)\/([^/]+)$/.exec(pointer);
    if (match === null) return;
    const place = Number(match[1]);
    spellings.set(place, [...(spellings.get(place) ?? []), `${match[2]}: ${says}`]);
  };
  for (const { pointer, text } of oddNumbers) note(pointer, /\.0*$/.test(text) ? 'point' : 'fraction');
  for (const pointer of repeatedKeys) note(pointer, 'twice');
  return spellings;
}
