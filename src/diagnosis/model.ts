/** The reference deployment over the rows of another one: with its variant, and with a fault or none. */

import { presentedTokens } from '../client/credentials.ts';
import type { CredentialUse } from '../client/exchange.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { FixedDataset } from '../reference/fixed-dataset.ts';
import type { Written } from '../reference/json-text.ts';
import type { Fault, Variant } from '../reference/mutation.ts';
import { changedStages, pipeline } from '../reference/pipeline.ts';
import { listed, toArray } from '../reference/rows.ts';
import type { Change, ReferenceAnswer, ReferenceRequest } from '../reference/stages.ts';
import type { Press } from './press.ts';

export interface ModelPlan {
  readonly operation: ListOperation;
  readonly data: FixedDataset;
  /** Shared by all models over the same rows. */
  readonly press: Press;
  readonly variants: readonly Variant[];
  /** Rank of each row in the list; the variants' own order unless said. */
  readonly ranks?: readonly number[] | undefined;
  readonly fault?: Fault | undefined;
}

/** A request as it was sent. */
export interface ModelRequest {
  /** Path and query, without the prefix of the base URL. */
  readonly target: string;
  readonly credential: CredentialUse;
}

const TOKEN = '0f'.repeat(32);
const TOKENS: Readonly<Record<CredentialUse, string | undefined>> = {
  ...presentedTokens(TOKEN),
  none: undefined,
};

export class Model {
  readonly #answer: (request: ReferenceRequest) => ReferenceAnswer;
  readonly #rows: () => readonly Written[];
  #sequence = 0;

  constructor({ operation, data, press, variants, ranks, fault }: ModelPlan) {
    const ordered: readonly Change[] = ranks === undefined ? [] : [inOrderOf(ranks)];
    const others = [...variants, fault].flatMap((one) => one?.change ?? []);
    const world = { operation, dataset: data, seed: 1, token: TOKEN };
    const stages = changedStages([press.change, ...ordered, ...others]);
    this.#answer = pipeline(stages, world, { next: () => this.#sequence, write: press.write });
    this.#rows = () => data.backups.map((backup) => press.write(stages.renderRow(backup, world)));
  }

  /** @param sequence the request's number since the deployment started */
  answer({ target, credential }: ModelRequest, sequence: number): ReferenceAnswer {
    this.#sequence = sequence;
    return this.#answer({ method: 'GET', target, headers: { 'x-auth-token': TOKENS[credential] } });
  }

  /** Every row, as it is written before any page is. */
  get rows(): readonly Written[] {
    return this.#rows();
  }
}

/** Sorts ranks, which are one-to-one, and takes the rows back out of them. */
function inOrderOf(ranks: readonly number[]): Change {
  const rowOfRank = new Uint32Array(ranks.length);
  for (const [row, rank] of ranks.entries()) rowOfRank[rank] = row;
  return () => ({
    sort: (rows) => {
      const sorted = Uint32Array.from(toArray(rows), (row) => ranks[row] ?? 0).sort();
      return listed(sorted.map((rank) => rowOfRank[rank] ?? 0));
    },
  });
}
