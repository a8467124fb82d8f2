/** Which clause a violation of the schema belongs to. */
import type { SchemaViolation } from '../../contract/violation.ts';

/**
 * The clause that the document gives this part of the schema; undefined where it is response.schema's own matter. A
 * value of another type is that too, whoever has the part.
 */
export function ownerOf({ clause, keyword }: SchemaViolation): string | undefined {
  return keyword === 'type' ? undefined : clause;
}
