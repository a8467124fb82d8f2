/** Checks the form of lines of evidence: a file may come from anybody. */
import { CREDENTIAL_MEANINGS, isCredentialUse } from '../client/exchange.ts';
import { STOP_CAUSES } from '../client/stop.ts';
import type { BodyLine, EndLine, ExchangeLine, PartHead } from './part-lines.ts';

export function isHead(value: unknown): value is PartHead {
  return (
    isMapping(value) &&
    typeof value.evidence === 'number' &&
    typeof value.holds === 'string' &&
    isMapping(value.facts) &&
    isOptional(value.survey, isText) &&
    isOptional(value.after, (after) => Array.isArray(after) && after.every(isText))
  );
}

export function isBodyLine(value: unknown): value is BodyLine {
  return isMapping(value) && isText(value.body) && (isText(value.text) || isText(value.base64));
}

export function isEndLine(value: unknown): value is EndLine {
  return isMapping(value) && isMapping(value.end) && isCount(value.end.exchanges) && isText(value.end.root);
}

export function isExchangeLine(value: unknown): value is ExchangeLine {
  return (
    isMapping(value) &&
    [value.n, value.sequence, value.attempts].every(isCount) &&
    isText(value.target) &&
    isCredentialUse(value.credential) &&
    isOptional(value.meaning, (meaning) => MEANINGS.includes(meaning)) &&
    isOptional(value.changes, isChanges) &&
    isHeaders(value.headers) &&
    [value.startedAt, value.milliseconds].every(isNumber) &&
    isOptional(value.from, isOrigin) &&
    isOptional(value.answer, isAnswer) &&
    isOptional(value.failure, isFailure) &&
    isOptional(value.noise, isText) &&
    isOptional(value.unanswered, isText) &&
    isOptional(value.stop, isStopCause) &&
    (value.answer === undefined) !== (value.failure === undefined)
  );
}

const MEANINGS: readonly unknown[] = CREDENTIAL_MEANINGS;

const CAUSES: readonly unknown[] = STOP_CAUSES;

function isStopCause(value: unknown): boolean {
  return CAUSES.includes(value);
}

function isOrigin(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [clause, trial, occurrence]: readonly unknown[] = value;
  return isText(clause) && isCount(trial) && isCount(occurrence);
}

function isAnswer(value: unknown): boolean {
  return (
    isMapping(value) &&
    isCount(value.status) &&
    isHeaders(value.headers) &&
    isText(value.body) &&
    isOptional(value.undecodable, isText)
  );
}

function isFailure(value: unknown): boolean {
  return isMapping(value) && isText(value.kind) && isText(value.reason);
}

function isHeaders(value: unknown): boolean {
  return isMapping(value) && Object.values(value).every(isText);
}

function isChanges(value: unknown): boolean {
  return isMapping(value) && Object.values(value).every((each) => each === null || isText(each));
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
