/** The constraints that the document sets on query parameters: all that a query can break. */
import { isList, isObject, type Json, type JsonObject, resolvePointer } from './json.ts';
import type { QueryParameter } from './parameters.ts';
import type { Constraint } from './query-fault.ts';
import { TIME_FORMAT } from './time.ts';

/** A parameter and one of its constraints. */
export interface ParameterConstraint {
  /** Of a pair the parameter that may not be missing, of an order the one that has to be later. */
  readonly parameter: string;
  readonly constraint: Constraint;
}

/** A parameter that may not be given without another. */
export interface Pair {
  readonly parameter: string;
  readonly needs: string;
}

/** Returns the pairs of `x-query-relations`. */
export function pairsOf(operation: JsonObject): readonly Pair[] {
  const pairs = resolvePointer(operation, '/x-query-relations/dependentRequired');
  return Object.entries(isObject(pairs) ? pairs : {}).flatMap(([parameter, needed]) =>
    (isList(needed) ? needed : []).map((needs) => ({ parameter, needs: String(needs) })),
  );
}

/** Returns every constraint of every query parameter whose breach has to be refused, in the document's order. */
export function constraintsOf(
  operation: JsonObject,
  parameters: readonly QueryParameter[],
): readonly ParameterConstraint[] {
  const missing = new Set(pairsOf(operation).map(({ needs }) => needs));
  const relations = resolvePointer(operation, '/x-query-relations/properties');
  return parameters.flatMap((parameter) => {
    const { name } = parameter;
    const related = isObject(relations) ? relations[name] : undefined;
    const constraints: readonly Constraint[] = [
      ...ownConstraints(parameter),
      ...(missing.has(name) ? (['pair'] as const) : []),
      ...(isOrdered(related) ? (['order'] as const) : []),
    ];
    return constraints.map((constraint) => ({ parameter: name, constraint }));
  });
}

function ownConstraints(parameter: QueryParameter): readonly Constraint[] {
  const { type, required, minimum, maximum, format, pattern, minLength = 0, maxLength } = parameter;
  const isTime = format === TIME_FORMAT;
  const set: Readonly<Partial<Record<Constraint, boolean>>> = {
    required,
    number: type === 'integer',
    minimum: minimum !== undefined,
    maximum: maximum !== undefined,
    enum: parameter.enum !== undefined,
    // Beyond the width of an integer the document is silent.
    format: type === 'string' && format !== undefined,
    calendar: isTime,
    pattern: pattern !== undefined,
    // An empty text is a separate fault (`empty`).
    length: minLength > 1 || maxLength !== undefined,
  };
  return (Object.keys(set) as Constraint[]).filter((constraint) => set[constraint] === true);
}

function isOrdered(related: Json | undefined): boolean {
  return isObject(related) && related.formatExclusiveMinimum !== undefined;
}
