/** Redocly Respect: an Arazzo description written by hand beside the document, which it validates answers against. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { type Case, casesOf } from '../cases.ts';
import { contract } from '../contract.ts';
import { plainDocument } from '../document.ts';
import { command, type Peer } from '../peer.ts';

export const respect: Peer = {
  name: 'Redocly Respect',
  async setUp(place, folder) {
    await writeFile(path.join(folder, 'openapi.json'), JSON.stringify(plainDocument(contract, place)));
    const given = (name: string, where: string, value: unknown) => ({ name, in: where, value });
    const step = (one: Case, index: number) => ({
      stepId: `step-${index}`,
      description: one.name,
      operationId: '$sourceDescriptions.backups.ListBackups',
      parameters: [
        given('project_id', 'path', place.project),
        given('X-Auth-Token', 'header', place.token),
        ...Object.entries(one.query).map(([name, value]) => given(name, 'query', value)),
      ],
      successCriteria: [
        { condition: `$statusCode == ${one.status}` },
        ...(one.rows === undefined ? [] : [criterion(`$[?length(@.backups) == ${one.rows}]`)]),
        ...(one.type === undefined ? [] : [{ condition: `$response.body#/backups/0/type == '${one.type}'` }]),
      ],
    });
    const description = {
      arazzo: '1.0.1',
      info: { title: 'list backups', version: '1' },
      sourceDescriptions: [{ name: 'backups', type: 'openapi', url: './openapi.json' }],
      workflows: casesOf(contract, place).map((one, index) => ({
        workflowId: `case-${index}`,
        steps: [step(one, index)],
      })),
    };
    const file = path.join(folder, 'list.arazzo.yaml');
    await writeFile(file, stringify(description));
    return {
      async alarms() {
        const { code } = await command('redocly', ['respect', file], folder);
        return code === 0 ? 0 : 1;
      },
    };
  },
};

/** JSONPath over the body wrapped in an array: a filter selects among members. */
function criterion(condition: string) {
  return { context: '$response.body', condition, type: 'jsonpath' };
}
