/** Which clause has which constraint of a query parameter: it fails where a query that breaks it is not refused. */
import type { Contract } from '../contract/contract.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { Constraint, QueryFault } from '../contract/query-judgement.ts';

/** The part that a parameter plays, as far as clauses tell parameters apart. */
type Part = 'instance' | 'offset' | 'limit' | 'begin' | 'end' | 'filter';

const OWNERS: Readonly<Record<Part, Readonly<Partial<Record<Constraint, string>>>>> = {
  instance: { required: 'addressing.instance-required', empty: 'addressing.instance-empty' },
  offset: {
    minimum: 'pagination.offset-negative',
    number: 'pagination.not-a-number',
    spelling: 'pagination.number-spelling',
  },
  limit: {
    minimum: 'pagination.limit-bounds',
    maximum: 'pagination.limit-bounds',
    number: 'pagination.not-a-number',
    spelling: 'pagination.number-spelling',
  },
  begin: { pair: 'window.end-needs-begin', format: 'window.format', calendar: 'window.calendar' },
  end: {
    pair: 'window.begin-needs-end',
    order: 'window.end-after-begin',
    format: 'window.format',
    calendar: 'window.calendar',
  },
  filter: { enum: 'filters.outside-enum' },
};

/** The clause that has every constraint without an owner of its own. */
export const OF_NO_OTHER = 'filters.invalid-parameter';

/** Returns the slug of the clause that a fault of the query belongs to; undefined for one that need not be refused. */
export function ownerOf(
  { parameter, constraint, level }: Pick<QueryFault, 'parameter' | 'constraint' | 'level'>,
  { operation }: Pick<Contract, 'operation'>,
): string | undefined {
  if (level === 'OBSERVE') return undefined;
  const part = partOf(parameter, operation);
  const owner = part === undefined ? undefined : OWNERS[part][constraint];
  return owner ?? (level === 'MUST' ? OF_NO_OTHER : undefined);
}

function partOf(parameter: string, operation: ListOperation): Part | undefined {
  const { instance, offset, limit, window, filters } = operation;
  const parts = new Map<string, Part>([
    ...filters.map((filter) => [filter.parameter, 'filter'] as const),
    [instance, 'instance'],
    [offset.parameter, 'offset'],
    [limit.parameter, 'limit'],
    [window.begin, 'begin'],
    [window.end, 'end'],
  ]);
  return parts.get(parameter);
}
