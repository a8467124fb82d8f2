/** Whatever parameter the document gains travels in the queries of every clause that draws them, with no code changed. */
import { expect, test } from '@playwright/test';
import { createContract, loadContract } from '../../src/contract/contract.ts';
import type { JsonObject } from '../../src/contract/json.ts';
import { readQuery } from '../../src/contract/wire.ts';
import { judgeSubject } from '../../src/prove/judge-subject.ts';

const contract = withParameters([
  {
    name: 'status',
    in: 'query',
    schema: { type: 'string', enum: ['BUILDING', 'COMPLETED', 'FAILED', 'DELETING'] },
  },
  { name: 'region', in: 'query', required: true, schema: { type: 'string' }, example: 'eu-de' },
  { name: 'sort', in: 'query', schema: { type: 'string', enum: ['asc', 'desc'] } },
]);

/** The contract with these parameters in front of its own ones; `status` filters by the field of that name. */
function withParameters(parameters: readonly JsonObject[]) {
  const document = structuredClone(loadContract().document) as unknown as Document;
  const operation = document.paths['/v3/{project_id}/backups'].get;
  operation.parameters.unshift(...parameters);
  operation['x-list-roles'].filters.status = { field: 'status' };
  return createContract(document as unknown as JsonObject);
}

interface Document {
  readonly paths: {
    readonly '/v3/{project_id}/backups': {
      readonly get: {
        readonly parameters: JsonObject[];
        readonly 'x-list-roles': { readonly filters: Record<string, JsonObject> };
      };
    };
  };
}

/** The clauses that ask by whole queries: those that are about one parameter alone, or only observe, are not among them. */
const WHOLE_QUERIES = [
  'addressing.project-owned',
  'addressing.instance-required',
  'addressing.instance-owns-rows',
  'auth.missing',
  'auth.invalid',
  'pagination.default-limit',
  'pagination.default-offset',
  'pagination.page-size',
  'pagination.tiling',
  'pagination.repeatable',
  'pagination.total-constant',
  'pagination.total-filtered',
  'pagination.end-is-empty',
  'pagination.limit-bounds',
  'pagination.offset-negative',
  'pagination.not-a-number',
  'window.begin-needs-end',
  'window.end-needs-begin',
  'window.end-after-begin',
  'window.instants-not-text',
  'window.format',
  'window.calendar',
  'window.sound',
  'window.zone-invariant',
  'window.monotone',
  'window.additive',
  'window.pages',
  'window.whole-history',
  'filters.sound',
  'filters.outside-enum',
  'filters.combine',
  'response.status',
  'errors.status',
  'errors.no-server-fault',
];

test('what the document gains travels in the queries of every clause, and a required parameter in each query', async () => {
  test.slow();
  const names = new Map<string, Set<string>>();
  const lacking = new Set<string>();
  const { verdict, coverage } = await judgeSubject(contract, {
    subject: {},
    seed: 1,
    // A document of many parameters has more probes than a standard run has requests.
    budget: '5000',
    recorder: ({ request, from }) => {
      const clause = from?.clause ?? '';
      const query = readQuery(request.query);
      names.set(clause, new Set([...(names.get(clause) ?? []), ...query.map(({ name }) => name)]));
      if (!query.some(({ name }) => name === 'region')) lacking.add(clause);
    },
  });
  expect(verdict).toBe('conformant');
  const without = (name: string) => WHOLE_QUERIES.filter((clause) => !names.get(clause)?.has(name));
  expect({ status: without('status'), sort: without('sort') }).toEqual({ status: [], sort: [] });
  // The document's sample lacks what is required since; the others break a constraint on purpose, this one too: they
  // judge refusals, or need one as a control.
  const mayLack = [
    'addressing.sample-request',
    'auth.missing',
    'auth.invalid',
    'pagination.repeated-parameter',
    'filters.invalid-parameter',
    'filters.unknown-parameter',
    'equivalence.language',
    'equivalence.connection',
    'equivalence.other-headers',
    'errors.status',
  ];
  expect([...lacking].filter((clause) => !mayLack.includes(clause))).toEqual([]);
  expect(coverage.pairs.missing).toEqual([]);
});
