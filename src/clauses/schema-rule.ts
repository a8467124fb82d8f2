/** The rule that a violation of the schema breaks, by the keyword of JSON Schema and what is there instead. */
import type { Json } from '../contract/json.ts';
import { readTimeParts, TIME_FORMAT } from '../contract/time.ts';
import type { SchemaViolation } from '../contract/violation.ts';
import type { Rule } from './rules.ts';

const BY_KEYWORD: ReadonlyMap<string, Rule> = new Map([
  ['type', 'schema-type'],
  ['required', 'schema-required'],
  ['dependentRequired', 'schema-required'],
  ['enum', 'schema-enum'],
  ['const', 'schema-const'],
  ['format', 'schema-format'],
  ['pattern', 'schema-pattern'],
  ['minimum', 'schema-minimum'],
  ['exclusiveMinimum', 'schema-minimum'],
  ['maximum', 'schema-maximum'],
  ['exclusiveMaximum', 'schema-maximum'],
  ['multipleOf', 'schema-multiple-of'],
  ['minLength', 'schema-min-length'],
  ['maxLength', 'schema-max-length'],
  ['minItems', 'schema-min-items'],
  ['maxItems', 'schema-max-items'],
  ['uniqueItems', 'schema-unique-items'],
  ['additionalProperties', 'schema-additional'],
  ['unevaluatedProperties', 'schema-additional'],
  ['false schema', 'schema-additional'],
]);

/** Returns the rule that a violation of the schema breaks. */
export function schemaRule({ keyword, limit, value }: SchemaViolation): Rule {
  if (keyword === 'type' && value === null) return 'schema-null';
  if (keyword === 'enum' && isOtherSpelling(value, limit)) return 'schema-enum-spelling';
  if (keyword === 'format' && limit === TIME_FORMAT && typeof value === 'string') return timeRule(value);
  return BY_KEYWORD.get(keyword) ?? 'schema-other';
}

function isOtherSpelling(value: Json | undefined, words: unknown): boolean {
  if (typeof value !== 'string' || !Array.isArray(words)) return false;
  const plain = (word: unknown) => String(word).trim().toLowerCase();
  return words.some((word) => plain(word) === plain(value));
}

const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/;
const WITH_FRACTION = /:\d\d[.,]\d/;
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d ?(Z|[+-]\d\d(:?\d\d)?)$/i;

/** Returns what is wrong with a text that is no time. */
function timeRule(text: string): Rule {
  if (text === '') return 'time-empty';
  if (readTimeParts(text) !== undefined) return 'time-not-real';
  if (WITHOUT_ZONE.test(text)) return 'time-zone-missing';
  if (WITH_FRACTION.test(text)) return 'time-fraction';
  return WITH_ZONE.test(text) ? 'time-zone-form' : 'time-form';
}
