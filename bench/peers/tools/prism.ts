/** Prism as a validating proxy: the user's own requests go through it, and it marks answers that break the document. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { casesOf, targetOf } from '../cases.ts';
import { contract } from '../contract.ts';
import { plainDocument } from '../document.ts';
import { binOf, type Peer } from '../peer.ts';

export const prism: Peer = {
  name: 'Prism (proxy)',
  async setUp(place, folder) {
    const file = path.join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(plainDocument(contract, place)));
    const port = await freePort();
    const args = ['proxy', file, place.url, '--port', String(port), '--host', '127.0.0.1'];
    const proxy = spawn(process.execPath, [binOf('prism'), ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      proxy.once('exit', () => reject(new Error('Prism ended before it listened')));
      proxy.stdout.on('data', (chunk) => String(chunk).includes('listening') && resolve());
    });
    return {
      async alarms() {
        const marks = await Promise.all(
          casesOf(contract, place).map((one) => isMarked(port, targetOf(contract, place, one), place.token)),
        );
        return marks.filter((marked) => marked).length;
      },
      async close() {
        const ended = once(proxy, 'exit');
        proxy.kill();
        await ended;
      },
    };
  },
};

/** What the request itself breaks is marked as well, and is not the deployment's fault. */
async function isMarked(port: number, target: string, token: string): Promise<boolean> {
  const headers = { 'X-Auth-Token': token };
  const answer = await fetch(`http://127.0.0.1:${port}${target}`, { headers });
  await answer.arrayBuffer();
  const violations: unknown = JSON.parse(answer.headers.get('sl-violations') ?? '[]');
  return Array.isArray(violations) && violations.some(({ location }) => location?.[0] === 'response');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
