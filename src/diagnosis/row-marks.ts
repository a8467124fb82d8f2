/**
 * What is wrong with a row as it is shown, a mark for each field: `size: null`, `status: other case`. A row that says
 * what its backup is has none. Zones, fields that nobody named and ways to say "nothing" are free.
 */
import { INT64 } from '../contract/exact-integer.ts';
import { isList, isObject, type Json, type JsonObject } from '../contract/json.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { Backup } from '../reference/dataset.ts';
import { looseTime } from './loose-time.ts';
import { kindOf } from './told-answer.ts';

/** The marks of a row that shows this backup, in the order of fields. @param isGarbled names are not looked at */
export function marksOf(
  row: JsonObject,
  backup: Backup,
  operation: ListOperation,
  isGarbled: boolean,
): readonly string[] {
  const { fields, engines, statuses, type } = operation;
  const [datastore = '', engine = ''] = fields.engine;
  const held = row[datastore];
  const marks: string[] = [];
  const mark = (field: string, says: string) => {
    if (says !== '') marks.push(`${field}: ${says}`);
  };
  mark(fields.id, wordMark(row[fields.id], backup.id, []));
  if (!isGarbled) mark(fields.name, wordMark(row[fields.name], backup.name, []));
  mark(fields.type, wordMark(row[fields.type], backup.type, type.values));
  mark(fields.status, wordMark(row[fields.status], backup.status, statuses));
  mark(fields.begin, timeMark(row[fields.begin], backup.begin));
  mark(fields.end, endMark(row[fields.end], backup));
  mark(fields.size, sizeMark(row[fields.size], backup.size));
  if (!isObject(held)) mark(datastore, kindOf(held));
  else {
    mark(engine, wordMark(held[engine], backup.engine, engines));
    mark('version', wordMark(held.version, backup.version, []));
  }
  mark(fields.databases, databasesMark(row[fields.databases], backup, operation));
  mark(fields.instance, wordMark(row[fields.instance], backup.instance, []));
  return marks;
}

/** @param enumeration the words that there are; none where any word may stand */
function wordMark(value: Json | undefined, right: string, enumeration: readonly string[]): string {
  if (value === right) return '';
  if (typeof value !== 'string' || value === '') return kindOf(value);
  if (value.toLowerCase() === right.toLowerCase()) return 'other case';
  if (enumeration.includes(value)) return 'another';
  if (enumeration.length > 0) return 'unknown word';
  return right.startsWith(value) ? 'cut' : 'another';
}

function timeMark(value: Json | undefined, right: number): string {
  const { form, instant } = looseTime(value);
  if (form !== '') return form;
  return instant === right ? '' : 'another';
}

function endMark(value: Json | undefined, { begin, end }: Backup): string {
  const isAbsent = value === undefined || value === null || value === '';
  if (end === undefined) return isAbsent ? '' : timeMark(value, Number.NaN);
  const { form, instant = end } = looseTime(value);
  return form === '' && instant < begin ? 'before begin' : timeMark(value, end);
}

function sizeMark(value: Json | undefined, right: bigint): string {
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return 'digits in text';
  if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isInteger(value)))
    return kindOf(value);
  const size = BigInt(value);
  if (size === right) return '';
  if (size === -1n) return 'minus one';
  if (size < 0n) return 'negative';
  return size > INT64.most ? 'beyond 64 bits' : 'another';
}

function databasesMark(value: Json | undefined, { databases }: Backup, operation: ListOperation): string {
  if (value === undefined || value === null || (isList(value) && value.length === 0))
    return databases.length === 0 ? '' : kindOf(value);
  if (!isList(value)) return kindOf(value);
  if (!value.every(isObject)) return 'array of others';
  const names = value.map((each) => each.name);
  if (databases.length === 0) return `some where only ${operation.partial} has them`;
  return names.join('\n') === databases.join('\n') ? '' : 'others';
}
