/** Whatever breaks the schema of an answer fails some MUST clause: parts given to a clause are lost by none. */
import { expect, test } from '@playwright/test';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { violationIn } from '../../src/clauses/clause.ts';
import { readReply } from '../../src/client/reply.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { decodeJson } from '../../src/contract/json.ts';

const contract = loadContract();
const musts = allClauses(contract).filter(({ slug }) => contract.catalogue.entry(slug).level === 'MUST');
const [sample] = contract.samples;
const row = contract.operation.readListing(sample ?? {})?.rows[0]?.json;

const WRONG: readonly unknown[] = [
  undefined,
  null,
  1,
  -1,
  1.5,
  '',
  'x',
  true,
  [],
  {},
  [1],
  [{}],
  [{ name: '' }],
];

function watchesThatFlag(body: string): readonly string[] {
  const request = { target: '/', path: '/', query: 'instance_id=i', headers: {}, credential: 'own' as const };
  const answer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(body),
  };
  const exchange = { sequence: 1, request, answer, startedAt: 0, milliseconds: 0, attempts: 1 };
  const reply = readReply(exchange, contract);
  const known = { projectId: '', authenticated: true, instances: [], accepted: new Set<string>() };
  return musts
    .filter(({ watch }) => violationIn(watch?.(reply, contract, known)) !== undefined)
    .map(({ slug }) => slug);
}

/** The sample answer with one place of its row replaced; `undefined` takes it away. */
function bodiesWrongAt(field: string): readonly string[] {
  const changed = [
    ...WRONG.map((wrong) => ({ ...row, [field]: wrong })),
    { ...row, datastore: { type: field, version: 1 } },
  ];
  return changed.map((backup) => JSON.stringify({ ...sample, backups: [backup] }));
}

test('the sample itself is flagged by none', () => {
  expect(watchesThatFlag(JSON.stringify(sample))).toEqual([]);
});

for (const field of Object.keys(row ?? {}).concat('databases')) {
  test(`every schema violation at ${field} is some clause's`, () => {
    const broken = bodiesWrongAt(field).filter((body) => contract.judgeListing(decodeJson(body)).length > 0);
    expect(broken.length).toBeGreaterThan(0);
    for (const body of broken) expect([body, watchesThatFlag(body).length]).not.toEqual([body, 0]);
  });
}
