/** The reference deployment behind a port: the same answers as in process, over HTTP. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../contract/contract.ts';
import { ConnectionReset } from './errors.ts';
import { LOGIN_PATH } from './iam.ts';
import { createReference, type Reference } from './reference.ts';
import type { ReferenceAnswer } from './stages.ts';

export interface ServeOptions {
  /** Default: any free one. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1. */
  readonly host?: string | undefined;
  /** Path prefix of the operation, such as `/rds`; default none. */
  readonly basePath?: string | undefined;
}

export interface ServedReference {
  /** Base URL, base path included, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Cuts what is under way and frees the port. */
  close(): Promise<void>;
}

/** Serves until closed. Rejects where the port is not free. */
export async function serveReference(
  reference: Reference,
  { port = 0, host = '127.0.0.1', basePath = '' }: ServeOptions = {},
): Promise<ServedReference> {
  const base = basePath.replace(/\/+$/, '');
  const served = new WeakSet<IncomingMessage['socket']>();
  const server = createServer((request, response) => {
    const isFirstOnConnection = !served.has(request.socket);
    served.add(request.socket);
    respond(reference, base, { request, isFirstOnConnection }, response).catch((error: unknown) => {
      if (!(error instanceof ConnectionReset)) console.error(error);
      request.socket.destroy();
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}${base}`,
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** What a run needs of the reference deployment that it starts for itself. */
export type EmbeddedReference = Pick<Reference, 'projectId' | 'instances' | 'token'> &
  Pick<ServedReference, 'url' | 'close'>;

/** Serves a correct deployment on a free port of this machine alone, with a token made for this run. */
export async function serveEmbedded(contract: Contract): Promise<EmbeddedReference> {
  const reference = createReference(contract);
  const { projectId, instances, token } = reference;
  const { url, close } = await serveReference(reference);
  return { url, projectId, instances, token, close };
}

async function respond(
  reference: Reference,
  base: string,
  {
    request,
    isFirstOnConnection,
  }: { readonly request: IncomingMessage; readonly isFirstOnConnection: boolean },
  response: ServerResponse,
): Promise<void> {
  const target = withoutBase(request.url ?? '', base);
  const { iam } = reference;
  if (iam !== undefined && request.method === 'POST' && target === LOGIN_PATH) {
    write(response, iam.login(await bodyOf(request)));
    return;
  }
  request.resume();
  const answer = await reference.answer({
    method: request.method ?? '',
    target,
    headers: flattened(request),
    ...(isFirstOnConnection ? { isFirstOnConnection } : {}),
  });
  write(response, answer);
}

function write(response: ServerResponse, { status, headers, body }: ReferenceAnswer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  response.end(bytes);
}

/** Longer bodies are no logins. */
const MOST_BODY = 64 * 1024;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MOST_BODY) return '';
  }
  return text;
}

/** A request line may name the host too. What is outside the base path becomes the root, where nothing is found. */
function withoutBase(target: string, base: string): string {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  return local.startsWith(`${base}/`) ? local.slice(base.length) : '/';
}

function flattened({ headers }: IncomingMessage): Record<string, string | undefined> {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name, typeof value === 'object' ? value.join(', ') : value] as const,
  );
  return Object.fromEntries(entries);
}
