/** Local servers for the tests of the client: real sockets on a free port of this machine. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { selfSigned } from './authority.ts';

export interface LocalServer {
  readonly url: URL;
  readonly port: number;
  /** Connections accepted so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** An HTTP server; the listener must see nothing but GET. */
export function serveHttp(listener: RequestListener, host?: string): Promise<LocalServer> {
  return listen(createHttpServer(onlyGet(listener)), 'http', host);
}

/** An HTTPS server under a certificate that nobody knows, and that certificate. */
export async function serveHttps(listener: RequestListener): Promise<LocalServer & { readonly ca: string }> {
  const { key, cert } = selfSigned();
  const server = await listen(createHttpsServer({ key, cert }, onlyGet(listener)), 'https');
  return Object.assign(server, { ca: cert });
}

/** An HTTPS server with these certificates. */
export function serveTls(
  options: TlsOptions,
  listener: RequestListener,
  host?: string,
): Promise<LocalServer> {
  return listen(createHttpsServer(options, onlyGet(listener)), 'https', host);
}

/** A server of bare sockets: `answer` gets the text of each request's head as it stood on the wire. */
export function serveRaw(answer: (head: string, socket: Socket) => void): Promise<LocalServer> {
  const server = createServer((socket) => {
    let unread = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      unread += chunk.toString('latin1');
      for (let end = unread.indexOf('\r\n\r\n'); end !== -1; end = unread.indexOf('\r\n\r\n')) {
        const head = unread.slice(0, end);
        unread = unread.slice(end + 4);
        answer(head, socket);
      }
    });
  });
  return listen(server, 'http');
}

/** An answer as text, for `serveRaw`. */
export function httpText(status: number, body: string, headers: readonly string[] = []): string {
  return [
    `HTTP/1.1 ${status} Status`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}

/** A port of this machine on which nothing listens. */
export async function deadPort(): Promise<number> {
  const server = await listen(createServer(), 'http');
  await server.close();
  return server.port;
}

function onlyGet(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (request.method === 'GET') listener(request, response);
    else response.writeHead(599).end(`method ${request.method}`);
  };
}

async function listen(server: Server, scheme: string, host = '127.0.0.1'): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`),
    port,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
