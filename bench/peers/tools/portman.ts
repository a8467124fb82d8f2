/** Portman with Newman: a collection made of the document with contract tests, and variations for what it refuses. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Case, casesOf } from '../cases.ts';
import { contract } from '../contract.ts';
import { plainDocument } from '../document.ts';
import { command, type Peer } from '../peer.ts';

const OPERATION = 'GET::/v3/*/backups';

export const portman: Peer = {
  name: 'Portman with Newman',
  async setUp(place, folder) {
    const [document, config, collection] = ['openapi.json', 'portman.json', 'collection.json'].map((name) =>
      path.join(folder, name),
    );
    if (document === undefined || config === undefined || collection === undefined)
      throw new Error('no files');
    await writeFile(document, JSON.stringify(plainDocument(contract, place)));
    const schema = {
      openApiOperation: OPERATION,
      statusSuccess: { enabled: true },
      contentType: { enabled: true },
      jsonBody: { enabled: true },
      schemaValidation: { enabled: true },
    };
    const variation = (one: Case) => ({
      name: one.name,
      overwrites: [
        {
          openApiOperation: OPERATION,
          overwriteRequestQueryParams: QUERY.map((key) =>
            one.query[key] === undefined
              ? { key, remove: true }
              : { key, value: String(one.query[key]), overwrite: true, insert: true },
          ),
        },
      ],
      tests: {
        contractTests: [
          {
            openApiOperation: OPERATION,
            openApiResponse: String(one.status),
            statusCode: { enabled: true, code: one.status },
            contentType: { enabled: true },
            schemaValidation: { enabled: true },
          },
        ],
        contentTests: [
          {
            openApiOperation: OPERATION,
            responseBodyTests: [
              ...(one.rows === undefined ? [] : [{ key: 'backups', length: one.rows }]),
              ...(one.type === undefined ? [] : [{ key: 'backups[0].type', value: one.type }]),
            ],
          },
        ],
      },
    });
    const settings = {
      version: 1,
      tests: {
        contractTests: [schema],
        variationTests: [
          {
            openApiOperation: OPERATION,
            openApiResponse: '200',
            variations: casesOf(contract, place).map(variation),
          },
        ],
      },
      globals: { securityOverwrites: { apiKey: { key: 'X-Auth-Token', value: place.token, in: 'header' } } },
    };
    await writeFile(config, JSON.stringify(settings));
    const made = await command(
      'portman',
      ['-l', document, '-b', place.url, '-c', config, '-o', collection],
      folder,
    );
    if (made.code !== 0) throw new Error(`Portman made no collection: ${made.output.slice(-400)}`);
    return {
      async alarms() {
        const { code } = await command('newman', ['run', collection, '--reporters', 'cli'], folder);
        return code === 0 ? 0 : 1;
      },
    };
  },
};

const { operation } = contract;
/** Every parameter of the query, so that a variation removes those that it does without. */
const QUERY = [
  operation.instance,
  operation.id.parameter,
  operation.type.parameter,
  operation.offset.parameter,
  operation.limit.parameter,
  operation.window.begin,
  operation.window.end,
];
