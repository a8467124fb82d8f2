/**
 * The contract as an OpenAPI 3.0 document that general tools read: our extensions left out, a real project and instance
 * as examples, so that a tool's plain request is one that the deployment answers.
 */
import type { Contract } from '../../src/contract/contract.ts';
import type { Place } from './place.ts';

type Node = Readonly<Record<string, unknown>>;

/** Fields that every finished backup has. */
const SAMPLE = {
  backups: [
    {
      id: 'b',
      name: 'n',
      type: 'auto',
      size: 1,
      status: 'COMPLETED',
      begin_time: '2018-08-06T12:41:14+0800',
      end_time: '2018-08-06T12:43:14+0800',
      datastore: { type: 'MySQL', version: '5.6' },
      instance_id: 'i',
    },
  ],
  total_count: 1,
};

export function plainDocument({ operation }: Contract, place: Place): Node {
  const { limit, offset, type, window, id, instance } = operation;
  const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[+-]\\d{4}$' };
  const query = (name: string, schema: Node, example?: unknown, required = false) => ({
    name,
    in: 'query',
    required,
    schema,
    ...(example === undefined ? {} : { example }),
  });
  const text = { type: 'string', minLength: 1 };
  const json = (schema: Node) => ({ content: { 'application/json': { schema } } });
  const page = {
    description: 'A page.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Listing' }, example: SAMPLE } },
  };
  const refusal = { description: 'Refused.', ...json({ $ref: '#/components/schemas/Error' }) };
  return {
    openapi: '3.0.3',
    info: { title: 'RDS list backups', version: '2018-12' },
    servers: [{ url: place.url }],
    paths: {
      [operation.pathTemplate]: {
        get: {
          operationId: 'ListBackups',
          parameters: [
            { name: 'project_id', in: 'path', required: true, schema: text, example: place.project },
            { name: 'X-Auth-Token', in: 'header', required: true, schema: text, example: place.token },
            {
              name: 'X-Language',
              in: 'header',
              required: false,
              schema: { type: 'string', enum: ['en-us', 'zh-cn'] },
              example: 'en-us',
            },
            query(instance, text, place.instances[0], true),
            query(id.parameter, text),
            query(type.parameter, { type: 'string', enum: type.values }),
            query(
              offset.parameter,
              { type: 'integer', minimum: offset.minimum, default: offset.default },
              10,
            ),
            query(
              limit.parameter,
              { type: 'integer', minimum: limit.minimum, maximum: limit.maximum, default: limit.default },
              10,
            ),
            query(window.begin, time),
            query(window.end, time),
          ],
          responses: {
            '200': page,
            '400': refusal,
            '401': refusal,
            '404': refusal,
          },
        },
      },
    },
    components: {
      schemas: {
        Listing: {
          type: 'object',
          required: ['backups', 'total_count'],
          properties: {
            backups: { type: 'array', items: { $ref: '#/components/schemas/Backup' } },
            total_count: { type: 'integer', minimum: 0 },
          },
        },
        Backup: {
          type: 'object',
          required: ['id', 'name', 'type', 'size', 'status', 'begin_time', 'datastore', 'instance_id'],
          properties: {
            id: text,
            name: text,
            type: { type: 'string', enum: type.values },
            size: { type: 'integer', minimum: 0 },
            status: { type: 'string', enum: operation.statuses },
            begin_time: time,
            end_time: { type: 'string', nullable: true },
            datastore: {
              type: 'object',
              required: ['type', 'version'],
              properties: { type: { type: 'string', enum: operation.engines }, version: text },
            },
            databases: {
              type: 'array',
              nullable: true,
              items: { type: 'object', required: ['name'], properties: { name: text } },
            },
            instance_id: text,
          },
        },
        Error: {
          type: 'object',
          required: ['error_code', 'error_msg'],
          properties: { error_code: text, error_msg: text },
        },
      },
    },
  };
}

/** The same with one named example of a request and its answer: what Specmatic starts from. */
export function exampleDocument(contract: Contract, place: Place): Node {
  const named = (value: unknown) => ({ LIST: { value } });
  const document = structuredClone(plainDocument(contract, place)) as unknown as Editable;
  const { get } = document.paths[contract.operation.pathTemplate] ?? {};
  if (get === undefined) throw new Error('the document lacks the operation');
  for (const parameter of get.parameters) {
    if (parameter.example === undefined) continue;
    parameter.examples = named(parameter.example);
    delete parameter.example;
  }
  const listing = get.responses['200'];
  if (listing !== undefined) {
    const { example } = listing.content['application/json'];
    listing.content['application/json'].examples = named(example);
    delete listing.content['application/json'].example;
  }
  return document as unknown as Node;
}

interface Editable {
  readonly paths: Record<string, { get: EditableOperation }>;
}

interface EditableOperation {
  readonly parameters: { example?: unknown; examples?: unknown }[];
  readonly responses: Record<
    string,
    { content: { 'application/json': { example?: unknown; examples?: unknown } } }
  >;
}
