/**
 * What the client costs: requests a second through it and through a bare undici Pool, against one trivial server, in
 * turns within one run. The figures depend on the machine; the ratio is what counts.
 * Run: npx tsx bench/client.ts
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { createClient } from '../src/client/client.ts';
import { tokenCredentials } from '../src/client/credentials.ts';
import { poolTransport } from '../src/client/pool-transport.ts';
import { loadContract } from '../src/contract/contract.ts';

const CONCURRENCY = 8;
const REQUESTS = 4000;
const ROUNDS = 5;
const PATH = '/v3/0483b6b16e954cb88930a360d2c4e663/backups';
const QUERY = 'instance_id=43e4feaab48f11e89039fa163ebaa7e4br01&limit=100';
const TOKEN = 'bench-'.repeat(200);

const page = JSON.stringify({
  backups: Array.from({ length: 100 }, (_, row) => ({
    id: `43e4feaab48f11e89039fa163eba${row}br01`,
    instance_id: '43e4feaab48f11e89039fa163ebaa7e4in01',
    name: `backup-${row}`,
    begin_time: '2018-08-06T12:41:14+0000',
    end_time: '2018-08-06T12:43:14+0000',
    status: 'COMPLETED',
    type: 'auto',
    size: 2803 + row,
    datastore: { type: 'MySQL', version: '5.7' },
    databases: null,
  })),
  total_count: 100,
});

const server = createServer((_, response) => {
  response.setHeader('Content-Type', 'application/json').end(page);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

const pool = new Pool(url, { connections: CONCURRENCY, pipelining: 1 });
const client = createClient({
  headers: loadContract().operation.headers,
  transport: poolTransport(url, { connections: CONCURRENCY }),
  credentials: tokenCredentials(TOKEN),
  pacing: { concurrency: CONCURRENCY },
});
const text = new TextDecoder();

async function askPool(): Promise<unknown> {
  const { body } = await pool.request({
    method: 'GET',
    path: `${PATH}?${QUERY}`,
    headers: { 'X-Auth-Token': TOKEN },
  });
  return body.json();
}

async function askClient(): Promise<unknown> {
  const { answer } = await client.send({ path: PATH, query: QUERY });
  return JSON.parse(text.decode(answer.body));
}

/** Requests a second of `ask`, kept busy by `CONCURRENCY` askers. */
async function measure(ask: () => Promise<unknown>): Promise<number> {
  let left = REQUESTS;
  const started = performance.now();
  const asker = async () => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, asker));
  return (REQUESTS * 1000) / (performance.now() - started);
}

function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

await measure(askPool);
await measure(askClient);
const bare: number[] = [];
const ours: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  bare.push(await measure(askPool));
  ours.push(await measure(askClient));
}
console.log(
  `bare Pool  ${median(bare).toFixed(0)} requests/s (100-row pages, JSON read, concurrency ${CONCURRENCY})`,
);
console.log(`the client ${median(ours).toFixed(0)} requests/s`);
console.log(`ratio      ${(median(ours) / median(bare)).toFixed(2)}`);
await client.close();
await pool.close();
server.close();
