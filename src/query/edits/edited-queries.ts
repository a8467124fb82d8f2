/** Queries that differ from a valid one by an edit of one parameter's text. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { ListOperation } from '../../contract/operation.ts';
import { type QueryParameter, usualValue } from '../../contract/parameters.ts';
import type { QueryFault } from '../../contract/query-judgement.ts';
import { decodeText, type WireQuery, withPair } from '../../contract/wire.ts';
import { type Edit, editsOf, tellingEdits } from './edits.ts';

export interface EditedQuery {
  /** The valid query. */
  readonly base: WireQuery;
  /** The same query with the edited text. */
  readonly query: WireQuery;
  readonly parameter: string;
  readonly edit: Edit;
  /** What the edited query has wrong, or the document is silent about. */
  readonly faults: readonly QueryFault[];
}

/** Which edits to make: those of a standard run, or all. */
export type Thoroughness = 'telling' | 'all';

/**
 * Returns the edits of every parameter that can have a text in this query: of the text that the base gives it, or of the
 * usual one. The ends of a window and an id are edited only where the base has them.
 */
export function editedQueries(
  contract: Contract,
  base: WireQuery,
  thoroughness: Thoroughness = 'telling',
): readonly EditedQuery[] {
  const { operation } = contract;
  return operation.parameters.flatMap((parameter) =>
    editsIn(operation, parameter, base, thoroughness).map((edit) =>
      edited(contract, base, parameter.name, edit),
    ),
  );
}

/** Any edit of any parameter of this query. Shrinks to the most telling edit of the first parameter. */
export function anyEditedQuery(contract: Contract, base: WireQuery): fc.Arbitrary<EditedQuery> {
  const { operation } = contract;
  const places = operation.parameters.filter((parameter) => textOf(operation, parameter, base) !== undefined);
  return fc
    .constantFrom(...places)
    .chain((parameter) =>
      fc
        .constantFrom(...editsIn(operation, parameter, base, 'all'))
        .map((edit) => edited(contract, base, parameter.name, edit)),
    );
}

/** Returns the edits of the text that a parameter has in this query, or usually has; none where it cannot have one. */
export function editsIn(
  operation: ListOperation,
  parameter: QueryParameter,
  base: WireQuery,
  thoroughness: Thoroughness,
): readonly Edit[] {
  const text = textOf(operation, parameter, base);
  if (text === undefined) return [];
  const others = parameter.enum?.filter((value) => value !== text) ?? [];
  return thoroughness === 'all' ? editsOf(text, others) : tellingEdits(text, others);
}

function edited(contract: Contract, base: WireQuery, parameter: string, edit: Edit): EditedQuery {
  const query = withPair(base, parameter, edit.wire);
  return { base, query, parameter, edit, faults: contract.judgeQuery(query).faults };
}

/** Words that say how the text was edited: `suffix of a quote`. */
export function describeEdit({ operator, characters }: Edit): string {
  return characters === undefined ? operator : `${operator} of class ${characters}`;
}

/** A number of two digits where the bounds allow it, so that something can be put between them. */
function ordinaryNumber({ minimum = 0, maximum = 10 }: QueryParameter): number {
  return Math.max(minimum, Math.min(10, maximum));
}

function textOf(
  { id, instance, window }: ListOperation,
  parameter: QueryParameter,
  base: WireQuery,
): string | undefined {
  const given = base.find(({ name }) => name === parameter.name);
  if (given !== undefined) return decodeText(given.text) || undefined;
  const needsCompany = [id.parameter, instance, window.begin, window.end].includes(parameter.name);
  if (needsCompany) return undefined;
  return parameter.type === 'integer' ? String(ordinaryNumber(parameter)) : String(usualValue(parameter));
}
