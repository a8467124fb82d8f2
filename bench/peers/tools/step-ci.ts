/** Step CI: a workflow written by hand, each step checked by status, by schema and by what the user knows of it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { type Case, casesOf, targetOf } from '../cases.ts';
import { contract } from '../contract.ts';
import { plainDocument } from '../document.ts';
import { command, type Peer } from '../peer.ts';

export const stepCi: Peer = {
  name: 'Step CI',
  async setUp(place, folder) {
    const { components } = plainDocument(contract, place);
    const step = (one: Case) => ({
      name: one.name,
      http: {
        url: place.url + targetOf(contract, place, one),
        method: 'GET',
        headers: { 'X-Auth-Token': place.token },
        check: {
          status: one.status,
          headers: { 'content-type': [{ match: 'application/json' }] },
          schema: { $ref: `#/components/schemas/${one.status === 200 ? 'Listing' : 'Error'}` },
          jsonpath: {
            ...(one.rows === undefined ? {} : { '$.backups.length': one.rows }),
            ...(one.type === undefined ? {} : { '$.backups[0].type': one.type }),
          },
        },
      },
    });
    const workflow = {
      version: '1.1',
      name: 'list backups',
      components,
      tests: { list: { steps: casesOf(contract, place).map(step) } },
    };
    const file = path.join(folder, 'workflow.yml');
    await writeFile(file, stringify(workflow));
    return {
      async alarms() {
        const { code } = await command('stepci', ['run', file], folder);
        return code === 0 ? 0 : 1;
      },
    };
  },
};
