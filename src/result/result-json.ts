/** A result as JSON. */
import type { RunResult } from './result.ts';

/** The text of `conformance.json`, but for characters that a report spells out. */
export function writtenResult(result: RunResult): string {
  return JSON.stringify(result, asJson, 2);
}

/** Whole numbers beyond what JSON.stringify knows stand as their digits in a text. */
function asJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
