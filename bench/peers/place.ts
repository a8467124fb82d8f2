/** One deployment for all tools in turn: the reference behind a port that stays, with another fault each time. */
import type { Contract } from '../../src/contract/contract.ts';
import { createReference, type ReferenceOptions } from '../../src/reference/reference.ts';
import { type ServedReference, serveReference } from '../../src/reference/server.ts';

/** What a tool is told of the deployment; the same for every subject, so that it is set up once. */
export interface Place {
  readonly url: string;
  readonly project: string;
  readonly instances: readonly string[];
  readonly token: string;
}

/** Demanded by every subject. It opens nothing but a local reference, so it may stand in the tools' files. */
const TOKEN = 'peers-token-of-a-local-reference';

export class Stand {
  readonly #contract: Contract;
  #served: ServedReference | undefined;
  #port = 0;
  #requests = 0;

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** Requests since the last call. */
  countRequests(): number {
    const count = this.#requests;
    this.#requests = 0;
    return count;
  }

  /** Serves this subject in place of the one before, at the same address. */
  async show(subject: ReferenceOptions): Promise<Place> {
    await this.close();
    const reference = createReference(this.#contract, { ...subject, token: TOKEN });
    const counted = {
      ...reference,
      answer: (request: Parameters<typeof reference.answer>[0]) => {
        this.#requests += 1;
        return reference.answer(request);
      },
    };
    this.#served = await serveReference(counted, { port: this.#port });
    this.#port = this.#served.port;
    this.countRequests();
    const { projectId: project, instances } = reference;
    return { url: this.#served.url, project, instances, token: TOKEN };
  }

  async close(): Promise<void> {
    await this.#served?.close();
    this.#served = undefined;
  }
}
