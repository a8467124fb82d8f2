/** Whether a mutant can be told from the plain reference deployment by any request. */
import { type Contract, loadContract } from '../../src/contract/contract.ts';
import { decodeJson } from '../../src/contract/json.ts';
import type { Row } from '../../src/contract/operation.ts';
import type { Pool } from '../../src/query/pools.ts';
import type { Reference, ReferenceOptions } from '../../src/reference/reference.ts';
import type { ReferenceAnswer, ReferenceRequest } from '../../src/reference/stages.ts';
import type { Instrumented, Mutant } from './instrument.ts';
import { bounded, MutableReference } from './mutable-reference.ts';
import { whiteBoxRequests } from './white-box.ts';

/** Data of several shapes; the first is what the suite is proved with. */
export const DATASETS: readonly ReferenceOptions[] = [
  { seed: 1 },
  { seed: 2, backups: 37 },
  { seed: 3, backups: 5, now: Date.UTC(2020, 2, 1) / 1000 },
  { seed: 4, backups: 0 },
];

/** The request that showed a difference, and both answers in short. */
export interface Difference {
  /** Number of the dataset. */
  readonly dataset: number;
  readonly target: string;
  readonly plain: string;
  readonly mutated: string;
}

interface Probe {
  readonly request: ReferenceRequest;
  readonly answer: string;
}

/** The instrumented reference deployment, and what the plain one answers. */
export class Observatory {
  readonly contract: Contract = loadContract();
  readonly #reference: MutableReference;
  readonly #probes: readonly (readonly Probe[])[];
  readonly #reached: ReadonlySet<string>;
  readonly #datasets: readonly ReferenceOptions[];

  private constructor(
    reference: MutableReference,
    datasets: readonly ReferenceOptions[],
    probes: readonly (readonly Probe[])[],
    reached: ReadonlySet<string>,
  ) {
    this.#reference = reference;
    this.#datasets = datasets;
    this.#probes = probes;
    this.#reached = reached;
  }

  /** Asks the plain deployment everything, once. */
  static async open(
    instrumented: Pick<Instrumented, 'modules'>,
    datasets: readonly ReferenceOptions[] = DATASETS,
  ): Promise<Observatory> {
    const contract = loadContract();
    const reference = new MutableReference(instrumented);
    const reached = new Set<string>();
    const probes = [];
    for (const options of datasets) {
      const plain = bounded(
        reference.load(undefined).createReference(contract, withToken(options)),
        contract,
      );
      const requests = whiteBoxRequests(contract, {
        ...plain,
        ...(await surveyOf(plain, contract)),
      });
      // The survey has asked too: the requests are numbered from the start again.
      const again = bounded(
        reference.load(undefined).createReference(contract, withToken(options)),
        contract,
      );
      probes.push(await answersTo(again, requests));
      for (const id of reference.takeReached()) reached.add(id);
    }
    return new Observatory(reference, datasets, probes, reached);
  }

  get requests(): number {
    return this.#probes.reduce((sum, { length }) => sum + length, 0);
  }

  /** Returns the first difference; undefined where every answer is the same. */
  async differenceOf({ id }: Pick<Mutant, 'id'>): Promise<Difference | undefined> {
    if (!this.#reached.has(id)) return undefined;
    for (const [dataset, probes] of this.#probes.entries()) {
      const mutated = this.reference(id, dataset);
      for (const { request, answer: plain } of probes) {
        const answer = gist(await mutated.answer(request));
        if (answer !== plain) return { dataset, target: request.target, ...apart(plain, answer) };
      }
    }
    return undefined;
  }

  /** The deployment with a mutant and the data of that number. One mutant at a time: loading the next ends it. */
  reference(id: string | undefined, dataset: number): Reference {
    const made = () =>
      this.#reference.load(id).createReference(this.contract, withToken(this.#datasets[dataset] ?? {}));
    try {
      return bounded(made(), this.contract);
    } catch {
      // It does not even start.
      const plain = this.#reference.load(undefined).createReference(this.contract, withToken({}));
      return bounded({ ...plain, answer: () => Promise.reject(new Error('not started')) }, this.contract);
    }
  }
}

const TOKEN = '5f0c6f3a9d1e4b7c8a2d';

const withToken = (options: ReferenceOptions): ReferenceOptions => ({ ...options, token: TOKEN });

async function answersTo(
  reference: Reference,
  requests: readonly ReferenceRequest[],
): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for (const request of requests) probes.push({ request, answer: gist(await reference.answer(request)) });
  return probes;
}

function gist({ status, headers, body }: ReferenceAnswer): string {
  return `${status} ${JSON.stringify(headers)} ${body}`;
}

const CONTEXT = 60;

/** Both texts from shortly before the place where they part. */
function apart(plain: string, mutated: string): Pick<Difference, 'plain' | 'mutated'> {
  let place = 0;
  while (place < plain.length && plain[place] === mutated[place]) place++;
  const from = Math.max(0, place - CONTEXT / 2);
  const short = (text: string) => text.slice(0, 4) + text.slice(from, place + CONTEXT);
  return { plain: short(plain), mutated: short(mutated) };
}

async function surveyOf(
  reference: Reference,
  { operation }: Contract,
): Promise<{ readonly pools: readonly Pool[]; readonly rows: readonly Row[] }> {
  const pools: Pool[] = [];
  const all: (readonly Row[])[] = [];
  for (const instance of reference.instances) {
    const rows: Row[] = [];
    for (let total = 1; rows.length < total; ) {
      const target = `${operation.path(reference.projectId)}?${operation.instance}=${instance}&${operation.offset.parameter}=${rows.length}`;
      const headers = { [operation.headers.token.toLowerCase()]: reference.token };
      const { body } = await reference.answer({ method: 'GET', target, headers });
      const listing = operation.readListing(decodeJson(String(body)).value);
      if (listing === undefined) throw new Error(`the plain deployment answers no list: ${body}`);
      rows.push(...listing.rows);
      total = listing.total;
    }
    all.push(rows);
    pools.push({
      instance,
      total: rows.length,
      instants: rows.flatMap(({ begin, end }) => [begin, end]).filter((time) => time !== undefined),
      rows: rows.map((row) => ({
        id: row.id,
        filters: Object.fromEntries(
          operation.filters.map(({ parameter, valueIn }) => [parameter, valueIn(row)]),
        ),
        ...(row.begin === undefined || row.end === undefined || row.end < row.begin
          ? {}
          : { times: { from: row.begin, to: row.end } }),
      })),
    });
  }
  return { pools, rows: all[0] ?? [] };
}
