/** Judges a body by a compiled schema. */
import type { ErrorObject } from 'ajv';
import type { Validators } from './ajv.ts';
import { doubleView } from './double-view.ts';
import { type DecodedJson, escapePointer, isList, isObject, type Json, type JsonObject } from './json.ts';
import { describeViolations, type SchemaViolation } from './violation.ts';

type Validate = Validators['listing'];

/** Rows that are validated at once: AJV takes quadratic time in the errors of one call. */
const ROWS_AT_ONCE = 500;

/** Violations after which the rest of a body is not judged. */
const ENOUGH_VIOLATIONS = 1000;

/** Returns the violations of a body, one for each place. */
export function judgeBody(validate: Validate, body: DecodedJson): readonly SchemaViolation[] {
  return describeViolations(errorsOf(validate, body, lazily(body)), body);
}

/**
 * Returns the violations of a list. A list of very many rows is judged some rows at a time, and no further once enough of
 * them are wrong.
 */
export function judgeList(
  validate: Validate,
  rowsField: string,
  body: DecodedJson,
): readonly SchemaViolation[] {
  const rows = isObject(body.value) ? body.value[rowsField] : undefined;
  if (!isObject(body.value) || rows === undefined || !isList(rows) || rows.length <= ROWS_AT_ONCE)
    return judgeBody(validate, body);
  const view = lazily(body);
  const errors: ErrorObject[] = [];
  for (let from = 0; from < rows.length && errors.length < ENOUGH_VIOLATIONS; from += ROWS_AT_ONCE) {
    const piece = { ...body, value: pieceOf(body.value, rowsField, from) };
    const viewOfPiece = () => pieceOf(view() as JsonObject, rowsField, from);
    const found = errorsOf(validate, piece, viewOfPiece);
    errors.push(...found.map((error) => moved(error, rowsField, from)));
  }
  return describeViolations(errors, body);
}

function pieceOf(list: JsonObject, rowsField: string, from: number): JsonObject {
  const rows = list[rowsField];
  return rows !== undefined && isList(rows)
    ? { ...list, [rowsField]: rows.slice(from, from + ROWS_AT_ONCE) }
    : list;
}

function moved(error: ErrorObject, rowsField: string, by: number): ErrorObject {
  const ofRows = `/${escapePointer(rowsField)}/`;
  if (by === 0 || !error.instancePath.startsWith(ofRows)) return error;
  const [place = '', ...rest] = error.instancePath.slice(ofRows.length).split('/');
  return { ...error, instancePath: [ofRows + (Number(place) + by), ...rest].join('/') };
}

/** Tries the body as it is first, because only unusual or huge numbers need the view. */
function errorsOf(validate: Validate, body: DecodedJson, view: () => Json): readonly ErrorObject[] {
  if (body.oddNumbers.length === 0 && validate(body.value)) return [];
  return validate(view()) ? [] : (validate.errors ?? []);
}

function lazily(body: DecodedJson): () => Json {
  let view: Json | undefined;
  return () => {
    view ??= doubleView(body);
    return view;
  };
}
