/** Dredd: asks what the document's examples say and compares the answer with the document. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contract } from '../contract.ts';
import { plainDocument } from '../document.ts';
import { command, type Peer } from '../peer.ts';

/**
 * What its own documentation advises: requests that the document lists only for their refusal are left out, and the
 * media type is compared without its parameters.
 */
const HOOKS = `
const hooks = require('hooks');
hooks.beforeEach((transaction) => {
  if (transaction.expected.statusCode !== '200') transaction.skip = true;
});
hooks.beforeEachValidation((transaction) => {
  const { headers } = transaction.real;
  headers['content-type'] = String(headers['content-type']).split(';')[0];
});
`;

export const dredd: Peer = {
  name: 'Dredd',
  async setUp(place, folder) {
    const [file, hooks] = [path.join(folder, 'openapi.json'), path.join(folder, 'hooks.cjs')];
    await writeFile(file, JSON.stringify(plainDocument(contract, place)));
    await writeFile(hooks, HOOKS);
    return {
      async alarms() {
        const args = [file, place.url, '--hookfiles', hooks, '--loglevel', 'error'];
        const { code } = await command('dredd', args, folder);
        return code === 0 ? 0 : 1;
      },
    };
  },
};
