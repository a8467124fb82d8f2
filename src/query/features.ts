/** The features of a valid query, and the classes of each: every two are combined by filters.combine, and counted as coverage. */
import type { ListOperation } from '../contract/operation.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import { decodeText, type WireQuery } from '../contract/wire.ts';

/** The class of a query without the feature. */
export const ABSENT = 'absent';
/** The class of a query that has a feature with one class only. */
export const GIVEN = 'given';

export interface Feature {
  /** The role of its parameter, or the parameter's name where it is a filter or plays no role. */
  readonly name: string;
  readonly classes: readonly string[];
  /** Returns the class of a valid query. */
  classOf(query: WireQuery): string;
}

/** Returns every feature: the id, the window, offset and limit by their roles, all other parameters by their names. */
export function featuresOf({
  id,
  filters,
  others,
  window,
  offset,
  limit,
  parameters,
}: ListOperation): readonly Feature[] {
  const named = new Set([...filters.map(({ parameter }) => parameter), ...others.map(({ name }) => name)]);
  return [
    presence('id', id.parameter),
    ...parameters.filter(({ name }) => named.has(name)).map(valueFeature),
    presence('window', window.begin),
    numberFeature('offset', offset.parameter, [['first', offset.minimum]]),
    numberFeature('limit', limit.parameter, [
      ['least', limit.minimum],
      ['most', limit.maximum],
    ]),
  ];
}

function presence(name: string, parameter: string): Feature {
  return {
    name,
    classes: [ABSENT, GIVEN],
    classOf: (query) => (textOf(query, parameter) === undefined ? ABSENT : GIVEN),
  };
}

function valueFeature({ name, required, enum: values }: QueryParameter): Feature {
  return {
    name,
    classes: [...(required ? [] : [ABSENT]), ...(values ?? [GIVEN])],
    classOf: (query) => {
      const text = textOf(query, name);
      if (text === undefined) return ABSENT;
      return values === undefined ? GIVEN : (decodeText(text) ?? text);
    },
  };
}

/** A number is at one of its edges or `between`. */
function numberFeature(
  name: string,
  parameter: string,
  edges: readonly (readonly [name: string, edge: number])[],
): Feature {
  return {
    name,
    classes: [ABSENT, ...edges.map(([edge]) => edge), 'between'],
    classOf: (query) => {
      const text = textOf(query, parameter);
      if (text === undefined) return ABSENT;
      return edges.find(([, edge]) => String(edge) === text)?.[0] ?? 'between';
    },
  };
}

function textOf(query: WireQuery, name: string): string | undefined {
  return query.find((pair) => pair.name === name)?.text;
}
