/** Contracts that the tests of the generators share. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Contract, loadContract } from '../../src/contract/contract.ts';
import type { Pools } from '../../src/query/pools.ts';

export const contract = loadContract();

export const pools: Pools = {
  instances: ['c0c9f155c7b7423a9d30f0175998b63bin01', 'instance & more=?'],
  ids: ['43e4feaab48f11e89039fa163ebaa7e4br01'],
  instants: [Date.UTC(2018, 7, 6, 4, 41, 14) / 1000, Date.UTC(2019, 11, 31, 23, 59, 59) / 1000],
  totals: [0, 7, 250],
};

/** The contract with another maximum of its limit, read from a file of its own. */
export function contractWithLimit(maximum: number): Contract {
  const document = parse(stringify(contract.document)) as Document;
  const { parameters } = document.paths['/v3/{project_id}/backups'].get;
  const limit = parameters.find(({ name }) => name === contract.operation.limit.parameter);
  if (limit === undefined) throw new Error('the document has no limit');
  limit.schema.maximum = maximum;
  const directory = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    const file = join(directory, 'contract.yaml');
    writeFileSync(file, stringify(document));
    return loadContract(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Document {
  readonly paths: {
    readonly '/v3/{project_id}/backups': {
      readonly get: { readonly parameters: readonly { name: string; schema: { maximum?: number } }[] };
    };
  };
}
