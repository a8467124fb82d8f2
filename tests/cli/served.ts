/** Deployments to judge on loopback ports: the reference with or without a fault, and others. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Contract, loadContract } from '../../src/contract/contract.ts';
import { createReference, type Reference, type ReferenceOptions } from '../../src/reference/reference.ts';
import { serveReference } from '../../src/reference/server.ts';

export interface Served {
  readonly url: string;
  readonly projectId: string;
  readonly instances: readonly string[];
  /** Options of `run` that name the deployment. */
  readonly flags: readonly string[];
  /** The same in the environment, with the credential. */
  readonly env: NodeJS.ProcessEnv;
  readonly token: string;
  /** Requests answered so far. */
  asked(): number;
}

interface Options extends ReferenceOptions {
  readonly contract?: Contract;
  /** Asks for no credential. */
  readonly open?: boolean;
}

/** Serves the reference while `use` runs. */
export async function withReference<T>(options: Options, use: (served: Served) => Promise<T>): Promise<T> {
  const { contract = loadContract(), open = false, ...rest } = options;
  const reference = createReference(contract, rest);
  let answered = 0;
  const counting: Reference = {
    ...reference,
    answer: (request) => {
      answered += 1;
      return reference.answer(
        open ? { ...request, headers: { ...request.headers, ...tokenOf(reference) } } : request,
      );
    },
  };
  const { url, close } = await serveReference(counting);
  const { projectId, instances, token } = reference;
  try {
    return await use(describeServed({ url, projectId, instances, token, asked: () => answered }));
  } finally {
    await close();
  }
}

function tokenOf({ token }: Reference): Readonly<Record<string, string>> {
  return { 'x-auth-token': token };
}

/** Serves the answers of `answer` while `use` runs. */
export async function withServer<T>(
  answer: RequestListener,
  use: (served: Served) => Promise<T>,
): Promise<T> {
  let answered = 0;
  const server = createServer((request, response) => {
    answered += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await use(
      describeServed({
        url,
        projectId: 'project',
        instances: ['one'],
        token: 'a-token-for-tests',
        asked: () => answered,
      }),
    );
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function describeServed(place: Omit<Served, 'flags' | 'env'>): Served {
  const { url, projectId, instances, token } = place;
  const asked = instances.flatMap((instance) => ['--instance-id', instance]);
  return {
    ...place,
    flags: ['--target', url, '--project-id', projectId, ...asked],
    env: {
      RDS_TARGET: url,
      RDS_PROJECT_ID: projectId,
      RDS_INSTANCE_IDS: instances.join(','),
      RDS_AUTH_TOKEN: token,
    },
  };
}
