/**
 * The schema of an answer (tables 2 to 5). Parts of it belong to separate clauses (`x-clause` in the document). A value
 * of the wrong type always fails response.schema as well.
 */
import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import { parseTime } from '../../contract/time.ts';
import type { SchemaViolation } from '../../contract/violation.ts';
import { decodeText } from '../../contract/wire.ts';
import { type Clause, firstNotWaived, type IsWaived, judged, trials, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import type { Known } from '../known.ts';
import { schemaRule } from '../schema-rule.ts';

const WHOLE = 'response.schema';

/** Returns the slugs of the clauses that a violation of the schema fails. */
export function ownersOf({ clause, keyword }: SchemaViolation): readonly string[] {
  if (clause === undefined) return [WHOLE];
  return keyword === 'type' ? [clause, WHOLE] : [clause];
}

function isBody({ status, json }: Reply): boolean {
  return status >= 200 && status <= 299 && json !== undefined;
}

/** Returns the first violation of the schema that fails this clause. */
export function schemaViolations(
  reply: Reply,
  contract: Contract,
  slug: string,
  isWaived?: IsWaived,
): Violation | undefined {
  if (!isBody(reply) || reply.json === undefined) return undefined;
  const all = contract
    .judgeListing(reply.json)
    .filter((each) => ownersOf(each).includes(slug) && !isInZoneOfQuery(each, reply, contract));
  const more = all.length > 1 ? ` (and ${all.length - 1} more in this body)` : '';
  return firstNotWaived(
    all.map((each) => ({
      rule: schemaRule(each),
      expected: `${each.pointer || 'the body'} to be ${each.expected}`,
      observed: each.found + more,
      pointer: each.pointer,
      reply,
    })),
    isWaived,
  );
}

/**
 * Whether a time lacks nothing but a zone of the form, and is in the very zone that the query chose: a deployment that
 * accepts such a zone, on which the document is silent, may write it too.
 */
function isInZoneOfQuery({ value }: SchemaViolation, { query }: Reply, { operation }: Contract): boolean {
  if (typeof value !== 'string') return false;
  const { begin, end } = operation.window;
  const zone = value.slice(CLOCK);
  const isChosen = query.some(
    ({ name, text }) => (name === begin || name === end) && decodeText(text)?.slice(CLOCK) === zone,
  );
  const isReal = (each: string) => parseTime(value.slice(0, CLOCK) + each) !== undefined;
  return isChosen && !isReal(zone) && isReal('+0000');
}

/** Characters of date and clock, without the zone. */
const CLOCK = 'yyyy-mm-ddThh:mm:ss'.length;

/** A clause for a part of the schema. It watches every answer. */
function schemaPart(slug: string): Clause {
  return {
    slug,
    budgetWeight: 0,
    watch: (reply, contract, _known, isWaived) => {
      const violation = schemaViolations(reply, contract, slug, isWaived);
      // A part of the schema is about rows: without any, no answer could have broken it.
      const isAbout = slug === WHOLE ? isBody(reply) : (reply.listing?.rows.length ?? 0) > 0;
      return isAbout ? judged(violation) : violation;
    },
  };
}

/** Times of a row are of the form yyyy-mm-ddThh:mm:ss±hhmm, and real dates. */
export const timeFormat = schemaPart('response.time-format');

/** The size of a row is a non-negative integer up to 2^63-1. */
export const sizeExact = schemaPart('response.size-exact');

/** A row names databases only if its engine may have them. */
export const databases = schemaPart('response.databases');

/** An engine is spelled as in the document. */
export const engineSpelling = schemaPart('response.engine-spelling');

/** An incremental row has an engine that makes such backups. */
export const incrementalEngine = schemaPart('response.incremental-engine');

/** Every body satisfies the schema. The check reads the rest of lists of a few thousand rows, to find rare wrong rows. */
export const schema: Clause = {
  ...schemaPart(WHOLE),
  budgetWeight: 1,
  check: trials<{ readonly instance: string; readonly offset: number }>({
    probes: unreadPages,
    trial: async (page, deployment) => {
      const { maximum } = deployment.contract.operation.limit;
      const reply = await deployment.ask(deployment.contract.operation.write({ ...page, limit: maximum }));
      if (reply.status < 200 || reply.status > 299) throw new NotListed(reply);
      return schemaViolations(reply, deployment.contract, WHOLE);
    },
    dataMayMove: false,
  }),
};

/** Maximum of pages that the check reads, and of pages of a list that it reads. */
const MAX_PAGES = 60;

function unreadPages(
  known: Known,
  contract: Contract,
): readonly { readonly instance: string; readonly offset: number }[] {
  const { maximum } = contract.operation.limit;
  return known.instances
    .filter(({ complete, total }) => !complete && total <= MAX_PAGES * maximum)
    .flatMap(({ id, total }) =>
      Array.from({ length: Math.ceil(total / maximum) }, (_, page) => ({
        instance: id,
        offset: page * maximum,
      })),
    )
    .slice(0, MAX_PAGES);
}
