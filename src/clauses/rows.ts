/** Compares lists of rows, and names the first place where they differ. */
import { isDeepStrictEqual } from 'node:util';
import type { Listing, Row } from '../contract/operation.ts';
import type { Listed, Violation } from './clause.ts';
import type { Rule } from './rules.ts';

/** Compares two answers that must hold the same rows in the same order; the values that a row being built may change are ignored. */
export function differentRows(
  expected: readonly Row[],
  observed: Listed,
  what: string,
): Violation | undefined {
  const length = Math.max(expected.length, observed.rows.length);
  for (let place = 0; place < length; place++) {
    const [wanted, found] = [expected[place], observed.rows[place]];
    if (wanted?.settled === found?.settled) continue;
    return {
      rule: ruleOf(wanted, found),
      expected: `${what}: row ${place} is ${nameOf(wanted)}`,
      observed: wanted && found && wanted.id === found.id ? otherContent(wanted, found) : nameOf(found),
      reply: observed.reply,
    };
  }
  return undefined;
}

function ruleOf(wanted: Row | undefined, found: Row | undefined): Rule {
  if (found === undefined) return 'row-missing';
  if (wanted === undefined) return 'row-added';
  return wanted.id === found.id ? 'row-changed' : 'row-replaced';
}

/**
 * Compares two answers that must be the same: rows, order and total.
 * @param rule where it does not matter in what the two differ; what the data are decides that then
 */
export function differentListings(
  expected: Listing,
  observed: Listed,
  what: string,
  rule?: Rule,
): Violation | undefined {
  const rows = differentRows(expected.rows, observed, what);
  if (rows !== undefined) return rule === undefined ? rows : { ...rows, rule };
  if (expected.total === observed.total) return undefined;
  return {
    rule: rule ?? 'total-differs',
    expected: `${what}: total_count ${expected.total}`,
    observed: `total_count ${observed.total}`,
    reply: observed.reply,
  };
}

/** Returns the first of `wanted` that is not among the rows listed. */
export function missingRow(wanted: readonly Row[], listed: readonly Row[]): Row | undefined {
  const ids = new Set(listed.map((row) => row.id));
  return wanted.find((row) => !ids.has(row.id));
}

/** Finds the first of `wanted` that is listed with other content. Rows that are not listed are ignored. */
export function changedRow(wanted: readonly Row[], listed: Listed, what: string): Violation | undefined {
  const known = new Map(wanted.map((row) => [row.id, row]));
  for (const row of listed.rows) {
    const due = known.get(row.id);
    if (due === undefined || due.settled === row.settled) continue;
    return {
      rule: 'row-changed',
      expected: `${nameOf(row)} ${what}`,
      observed: otherContent(due, row),
      reply: listed.reply,
    };
  }
  return undefined;
}

/** Returns which fields of a row differ from those that were due, and the row, as text. */
export function otherContent(due: Row, found: Row): string {
  const [one, other] = [due, found].map(({ settled }) => JSON.parse(settled) as Record<string, unknown>);
  const names = Object.keys({ ...one, ...other }).filter(
    (name) => !isDeepStrictEqual(one?.[name], other?.[name]),
  );
  return `the same backup with other content (${names.join(', ') || 'digits of a number'}): ${found.text}`;
}

/** Returns the first id that occurs twice. */
export function repeatedId(rows: readonly Row[]): string | undefined {
  const seen = new Set<string>();
  return rows.find((row) => seen.size === seen.add(row.id).size)?.id;
}

export function nameOf(row: Row | undefined): string {
  return row === undefined ? 'no row' : `backup ${row.id}`;
}
