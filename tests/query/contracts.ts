/** Contracts that the tests of the generators share. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Contract, loadContract } from '../../src/contract/contract.ts';
import type { Pool } from '../../src/query/pools.ts';

export const contract = loadContract();

/** What a survey could know of two instances, the first with two backups. */
export const pools: readonly [Pool, ...Pool[]] = [
  {
    instance: 'c0c9f155c7b7423a9d30f0175998b63bin01',
    rows: [
      {
        id: '43e4feaab48f11e89039fa163ebaa7e4br01',
        filters: { backup_type: 'auto' },
        times: { from: Date.UTC(2018, 7, 6, 4, 41, 14) / 1000, to: Date.UTC(2018, 7, 6, 4, 43, 14) / 1000 },
      },
      { id: '43e4feaab48f11e89039fa163ebaa7e4br02', filters: { backup_type: 'manual' } },
    ],
    instants: [Date.UTC(2018, 7, 6, 4, 41, 14) / 1000, Date.UTC(2019, 11, 31, 23, 59, 59) / 1000],
    total: 250,
  },
  { instance: 'instance & more=?', rows: [], instants: [], total: 7 },
];

/** The contract after a change of its document, read from a file of its own. */
export function contractAfter(change: (parameters: Parameter[]) => void): Contract {
  const document = parse(stringify(contract.document)) as Document;
  change(document.paths['/v3/{project_id}/backups'].get.parameters);
  const directory = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    const file = join(directory, 'contract.yaml');
    writeFileSync(file, stringify(document));
    return loadContract(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The contract with another maximum of its limit. */
export function contractWithLimit(maximum: number): Contract {
  return contractAfter((parameters) => {
    const limit = parameters.find(({ name }) => name === contract.operation.limit.parameter);
    if (limit === undefined) throw new Error('the document has no limit');
    limit.schema.maximum = maximum;
    limit.schema.default = maximum;
  });
}

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  schema: { type: string; maximum?: number; default?: number; enum?: readonly string[] };
  example?: string | number;
}

interface Document {
  readonly paths: {
    readonly '/v3/{project_id}/backups': { readonly get: { readonly parameters: Parameter[] } };
  };
}
