/** Which clause owns which constraint of a query parameter. It fails if a query that breaks the constraint gets a list. */
import type { Contract } from '../contract/contract.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { Constraint, QueryFault } from '../contract/query-judgement.ts';

/** The roles that decide which clause owns a constraint. */
type Role = 'instance' | 'offset' | 'limit' | 'begin' | 'end' | 'filter';

const OWNERS: Readonly<Record<Role, Readonly<Partial<Record<Constraint, string>>>>> = {
  instance: { required: 'addressing.instance-required', empty: 'addressing.instance-empty' },
  offset: {
    minimum: 'pagination.offset-negative',
    number: 'pagination.not-a-number',
    integer: 'pagination.no-integer',
    spelling: 'pagination.number-spelling',
  },
  limit: {
    minimum: 'pagination.limit-bounds',
    maximum: 'pagination.limit-bounds',
    number: 'pagination.not-a-number',
    integer: 'pagination.no-integer',
    spelling: 'pagination.number-spelling',
  },
  begin: {
    pair: 'window.end-needs-begin',
    format: 'window.format',
    calendar: 'window.calendar',
    spelling: 'window.time-spelling',
  },
  end: {
    pair: 'window.begin-needs-end',
    order: 'window.end-after-begin',
    format: 'window.format',
    calendar: 'window.calendar',
    spelling: 'window.time-spelling',
  },
  filter: { enum: 'filters.outside-enum' },
};

/** The clause that owns every constraint of no other clause. */
export const DEFAULT_OWNER = 'filters.invalid-parameter';

/** Returns the slug of the clause that owns a fault of the query; undefined if it need not be refused. */
export function ownerOf(
  { parameter, constraint, level }: Pick<QueryFault, 'parameter' | 'constraint' | 'level'>,
  { operation }: Pick<Contract, 'operation'>,
): string | undefined {
  if (level === 'OBSERVE') return undefined;
  const role = roleOf(parameter, operation);
  const owner = role === undefined ? undefined : OWNERS[role][constraint];
  return owner ?? (level === 'MUST' ? DEFAULT_OWNER : undefined);
}

function roleOf(parameter: string, operation: ListOperation): Role | undefined {
  const { instance, offset, limit, window, filters } = operation;
  const roles = new Map<string, Role>([
    ...filters.map((filter) => [filter.parameter, 'filter'] as const),
    [instance, 'instance'],
    [offset.parameter, 'offset'],
    [limit.parameter, 'limit'],
    [window.begin, 'begin'],
    [window.end, 'end'],
  ]);
  return roles.get(parameter);
}
