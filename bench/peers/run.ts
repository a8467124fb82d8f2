/**
 * How general API-testing tools do on the faults that this suite is proved with, all over HTTP against one address.
 * Run: npm ci --prefix bench/peers && npx tsx bench/peers/run.ts [--every N] [--tool NAME…]
 * It judges the correct deployment, conformant variants of it (what a tool finds there is a false alarm) and every N-th
 * fault, and prints a Markdown table.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ReferenceOptions } from '../../src/reference/reference.ts';
import { faults } from '../../src/reference/registry.ts';
import { contract } from './contract.ts';
import type { Judge, Peer } from './peer.ts';
import { Stand } from './place.ts';
import { type Row, tableOf } from './table.ts';
import { dredd } from './tools/dredd.ts';
import { ours } from './tools/ours.ts';
import { portman } from './tools/portman.ts';
import { prism } from './tools/prism.ts';
import { respect } from './tools/respect.ts';
import { specmatic } from './tools/specmatic.ts';
import { stepCi } from './tools/step-ci.ts';

const PEERS = [ours('standard'), ours('smoke'), portman, prism, respect, stepCi, dredd, specmatic];

/** Conformant ways to behave that a tool must not mistake for faults. */
const CONFORMANT = ['oldest-first', 'utc-times', 'extra-fields', 'window-by-overlap', 'gzip'];

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '6' },
    tool: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
});
const wanted = PEERS.filter(({ name }) => values.tool?.some((tool) => name.startsWith(tool)) ?? true);
const chosen = faults.filter((_fault, place) => place % Number(values.every) === 0);
const stand = new Stand(contract);
const folder = await mkdtemp(path.join(tmpdir(), 'peers-'));
const rows: Row[] = [];
try {
  for (const peer of wanted) rows.push(await measure(peer));
} finally {
  await stand.close();
  await rm(folder, { recursive: true, force: true });
}
const table = tableOf(rows, chosen.length, CONFORMANT.length + 1);
process.stdout.write(`${table}\n`);
if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(rows, null, 2)}\n`);

async function measure(peer: Peer): Promise<Row> {
  const home = path.join(folder, peer.name.replace(/\W+/g, '-'));
  await mkdir(home, { recursive: true });
  const judge = await peer.setUp(await stand.show({}), home);
  try {
    const conformant = await judgeAll(judge, [{}, ...CONFORMANT.map((variant) => ({ variant }))], peer);
    const faulty = await judgeAll(
      judge,
      chosen.map(({ slug }) => ({ fault: slug })),
      peer,
    );
    // A tool that cries at the correct deployment as well has caught a fault only where it cries more.
    const usual = conformant[0]?.alarms ?? 0;
    return {
      name: peer.name,
      alarmsAtCorrect: conformant.filter(({ alarms }) => alarms > 0).length,
      caught: faulty.filter(({ alarms }) => alarms > usual).map(({ slug }) => slug),
      requests: mean(faulty.map(({ requests }) => requests)),
      seconds: mean(faulty.map(({ seconds }) => seconds)),
    };
  } finally {
    await judge.close?.();
  }
}

async function judgeAll(judge: Judge, subjects: readonly ReferenceOptions[], { name }: Peer) {
  const results = [];
  for (const subject of subjects) {
    await stand.show(subject);
    const started = performance.now();
    const alarms = await judge.alarms();
    const seconds = (performance.now() - started) / 1000;
    const slug = String(subject.fault ?? subject.variant ?? 'correct');
    results.push({ slug, alarms, requests: stand.countRequests(), seconds });
    process.stderr.write(`${name}: ${slug}: ${alarms} alarms\n`);
  }
  return results;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
