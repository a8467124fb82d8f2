/** The reference deployment as a run embeds it when no other is named: on a free loopback port, over real HTTP. */
import type { Contract } from '../contract/contract.ts';
import { createReference } from './reference.ts';
import { serveReference } from './server.ts';

export interface Embedded {
  readonly url: string;
  readonly projectId: string;
  readonly instances: readonly string[];
  /** Made for this run; the deployment answers to no other. */
  readonly token: string;
  close(): Promise<void>;
}

export async function serveEmbedded(contract: Contract): Promise<Embedded> {
  const reference = createReference(contract);
  const { projectId, instances, token } = reference;
  const { url, close } = await serveReference(reference);
  return { url, projectId, instances, token, close };
}
