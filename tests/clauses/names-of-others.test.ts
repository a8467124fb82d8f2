/** Ids that lie close together: an altered one may be that of something else which the suite has not been told of. */
import { expect, test } from '@playwright/test';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { decodeText } from '../../src/contract/wire.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { contract, judgeBehind } from './judging.ts';

async function openClauses(reference: Reference): Promise<readonly string[]> {
  const { clauses } = await judgeBehind(inProcessTransport(reference), { ...reference, budget: 'standard' });
  return clauses
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')
    .map(({ slug, detail }) => `${slug}: ${detail}`);
}

/** A reference whose names are others on the wire: `inner` is what it knows, `outer` what is asked and answered. */
function renamed(
  reference: Reference,
  parameter: string,
  names: ReadonlyMap<string, string>,
  instances: readonly string[],
): Reference {
  const inner = new Map([...names].map(([one, other]) => [other, one]));
  const asked = new RegExp(`(?<=[?&]${parameter}=)[^&]*`);
  const answered = new RegExp([...names.keys()].join('|'), 'g');
  return {
    ...reference,
    instances,
    answer: async (request) => {
      const target = request.target.replace(
        asked,
        (name) => inner.get(decodeText(name) ?? name) ?? `not-${name}`,
      );
      const answer = await reference.answer({ ...request, target });
      const body = String(answer.body).replaceAll(answered, (name) => names.get(name) ?? name);
      return { ...answer, body };
    },
  };
}

async function everyId(reference: Reference): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const instance of reference.instances) {
    for (let offset = 0; ; offset += 100) {
      const answer = await reference.answer({
        method: 'GET',
        target: `/v3/${reference.projectId}/backups?instance_id=${instance}&limit=100&offset=${offset}`,
        headers: { 'x-auth-token': reference.token },
      });
      const { backups } = JSON.parse(String(answer.body)) as { backups: readonly { id: string }[] };
      if (backups.length === 0) break;
      ids.push(...backups.map(({ id }) => id));
    }
  }
  return ids;
}

for (const first of [1, 1000]) {
  test(`backups numbered in a row from ${first} are told apart`, async () => {
    test.slow();
    const reference = createReference(contract, {});
    const names = new Map((await everyId(reference)).map((id, place) => [id, String(first + place)]));
    expect(await openClauses(renamed(reference, 'backup_id', names, reference.instances))).toEqual([]);
  });
}

test('a neighbour instance that was not named may show its own backups', async () => {
  test.slow();
  const reference = createReference(contract, {});
  const [one = '', neighbour = '', other = ''] = reference.instances;
  const names = new Map([
    [one, 'db-1'],
    [neighbour, 'db-7'],
    [other, 'db-8'],
  ]);
  expect(await openClauses(renamed(reference, 'instance_id', names, ['db-1', 'db-8']))).toEqual([]);
});
