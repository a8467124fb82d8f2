/** Where a violation is, in terms that do not depend on the data: the same fault has the same place in every run. */

/** A parameter of the query, and which of its constraints a request breaks. */
export interface ParameterPlace {
  readonly parameter: string;
  readonly constraint: string;
}

/** A JSON pointer into the answer with `*` for every index, or what the request has wrong. */
export type Place = string | ParameterPlace;

/** Returns the place of a fault of the query. Names that no edition has are drawn at random: they are all one place. */
export function placeOfFault({ parameter, constraint }: ParameterPlace): ParameterPlace {
  return { parameter: constraint === 'unknown' ? '*' : parameter, constraint };
}

interface Placed {
  readonly place?: ParameterPlace;
  readonly pointer?: string;
}

/** Returns the place of a violation; undefined where it is in the answer as a whole. */
export function placeOf({ place, pointer }: Placed): Place | undefined {
  return place ?? pointer?.replace(/\/\d+(?=\/|$)/g, '/*');
}

/** Returns a place as text: `/backups/0/size` without its index, or `limit maximum`. */
export function placeText(place: Place): string {
  return typeof place === 'string' ? place : `${place.parameter} ${place.constraint}`;
}
