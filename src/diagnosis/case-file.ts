/** The case file: every distinct exchange read against the backups recovered from all of them. */
import type { Contract } from '../contract/contract.ts';
import { readQuery } from '../contract/wire.ts';
import { FixedDataset } from '../reference/fixed-dataset.ts';
import type { ModelRequest } from './model.ts';
import { Press } from './press.ts';
import { recoveredInstances } from './recovered-backups.ts';
import { RowBook, type Signature } from './row-book.ts';
import type { Seen, SeenExchange } from './seen.ts';
import { type ShownPage, shownOrder } from './shown-order.ts';
import { type Asked, idText, SightedRows } from './sighted-rows.ts';
import { type ToldAnswer, toldAnswer } from './told-answer.ts';
import { type PlainPage, unseenOf } from './unseen-backups.ts';

/** One request and one answer to it, however often they were exchanged. */
export interface Item {
  readonly request: ModelRequest;
  readonly seen: Signature;
  /** What the contract says of the query; `elsewhere` where path or credential is not the ordinary one. */
  readonly kind: 'valid' | 'invalid' | 'discouraged' | 'open' | 'elsewhere';
  readonly asked: Asked;
  readonly isWindowed: boolean;
  /** Whether it asks for the list without a filter. */
  readonly isPlain: boolean;
  readonly clauses: ReadonlySet<string>;
}

export interface CaseFile {
  readonly contract: Contract;
  readonly data: FixedDataset;
  readonly book: RowBook;
  readonly press: Press;
  readonly items: readonly Item[];
  /** The exchanges in the order in which they were made, each by the place of its item. */
  readonly course: readonly { readonly item: number; readonly sequence: number }[];
  /** Rank of each row in the deployment's own order. */
  readonly ranks: readonly number[];
}

interface Read {
  readonly exchange: SeenExchange;
  readonly told: ToldAnswer;
  readonly request: ModelRequest;
  readonly query: QueryFacts;
}

interface QueryFacts {
  readonly kind: Item['kind'];
  readonly asked: Asked;
  readonly isWindowed: boolean;
  /** Of an unfiltered list. */
  readonly offset?: number;
  readonly limit: number;
}

export function openCase(contract: Contract, seen: Seen): CaseFile {
  const { operation } = contract;
  const reads = readAll(contract, seen);
  const rows = new SightedRows(operation);
  for (const isGarbled of [false, true])
    for (const { told, query } of reads) if (told.isGarbled === isGarbled) rows.add(told, query.asked);
  const recovered = recoveredInstances(rows.all, seen.instances, operation, seen.projectId);
  const plainPages = reads.flatMap((read) => plainPageOf(read, contract));
  const unseen = recovered.map((held) => unseenOf(held, plainPages));
  const data = new FixedDataset({
    project: seen.projectId,
    otherProject: `another than ${seen.projectId}`,
    instances: recovered.map((held, place) => ({
      ...held,
      backups: [...held.backups, ...(unseen[place] ?? []).map(({ backup }) => backup)],
    })),
  });
  const press = new Press(operation);
  const book = new RowBook(operation, data.backups, press);
  const { items, course, pages } = distinct(reads, book);
  const standIns = unseen.flat().map(({ backup, place }) => ({
    rows: [data.rowOf(backup.id) ?? -1],
    offset: place,
  }));
  const ranks = shownOrder(
    [...pages, ...standIns],
    data.backups.map(({ begin }) => begin),
  );
  return { contract, data, book, press, items, course, ranks };
}

function readAll(contract: Contract, { projectId, exchanges }: Seen): readonly Read[] {
  const path = contract.operation.path(projectId);
  const prefix = prefixOf(exchanges, path);
  const facts = new Map<string, QueryFacts>();
  const told = new Map<string, ToldAnswer>();
  return [...exchanges]
    .sort((one, other) => one.sequence - other.sequence)
    .map((exchange) => {
      const { credential, status, contentType, body } = exchange;
      const target = exchange.target.startsWith(prefix)
        ? exchange.target.slice(prefix.length)
        : exchange.target;
      const key = `${credential} ${target}`;
      const query = facts.get(key) ?? factsOf(target, credential === 'own', path, contract);
      facts.set(key, query);
      const text = `${credential} ${status} ${contentType} ${Buffer.from(body).toString('latin1')}`;
      const answer = told.get(text) ?? toldAnswer(exchange, credential, contract.operation);
      told.set(text, answer);
      return { exchange, told: answer, request: { target, credential }, query };
    });
}

/** What stands before the operation's path: the path of the base URL. */
function prefixOf(exchanges: readonly SeenExchange[], path: string): string {
  for (const { target } of exchanges) {
    const [asked = ''] = target.split('?');
    if (asked.endsWith(path)) return asked.slice(0, -path.length);
  }
  return '';
}

function factsOf(target: string, isOwn: boolean, path: string, contract: Contract): QueryFacts {
  const { operation } = contract;
  const [asked = '', ...rest] = target.split('?');
  const { kind, values } = contract.judgeQuery(readQuery(rest.join('?')));
  const text = (name: string) => (values[name] === undefined ? undefined : String(values[name]));
  const [instance, id, type] = [operation.instance, operation.id.parameter, operation.type.parameter].map(
    text,
  );
  const isWindowed = text(operation.window.begin) !== undefined && text(operation.window.end) !== undefined;
  const isPlain =
    kind === 'valid' && isOwn && asked === path && id === undefined && type === undefined && !isWindowed;
  return {
    kind: isOwn && asked === path ? kind : 'elsewhere',
    asked: { instance, id, type },
    isWindowed,
    limit: Number(values[operation.limit.parameter] ?? operation.limit.default),
    ...(isPlain ? { offset: Number(values[operation.offset.parameter] ?? operation.offset.default) } : {}),
  };
}

function plainPageOf({ told, query }: Read, { operation }: Contract): readonly PlainPage[] {
  const { asked, offset, limit } = query;
  if (asked.instance === undefined || offset === undefined || told.total === undefined) return [];
  const ids = told.rows.map((row) => idText(row[operation.fields.id]));
  return [{ instance: asked.instance, offset, limit, ids, total: told.total }];
}

function distinct(reads: readonly Read[], book: RowBook) {
  const items: (Item & { readonly clauses: Set<string> })[] = [];
  const places = new Map<string, number>();
  const pages: ShownPage[] = [];
  const signatures = new Map<ToldAnswer, Signature>();
  const course = reads.map(({ exchange, told, request, query }) => {
    const seen = signatures.get(told) ?? book.signatureOf(told);
    signatures.set(told, seen);
    const key = `${request.credential} ${request.target} ${seen.whole}`;
    const known = places.get(key) ?? items.length;
    places.set(key, known);
    if (known === items.length) {
      const { kind, asked, isWindowed, offset } = query;
      const isPlain = offset !== undefined;
      items.push({ request, seen, kind, asked, isWindowed, isPlain, clauses: new Set() });
      if (seen.rows.length > 1) pages.push({ rows: seen.rows, ...(offset === undefined ? {} : { offset }) });
    }
    items[known]?.clauses.add(exchange.clause);
    return { item: known, sequence: exchange.sequence };
  });
  return { items, course, pages };
}
