/** Answers of any clause that the learned reading does not predict: what they ask for is asked again, and compared. */
import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Ask, Row } from '../../contract/operation.ts';
import { parseTime } from '../../contract/time.ts';
import type { WireQuery } from '../../contract/wire.ts';
import { spanOf } from '../../query/window.ts';
import type { Violation } from '../clause.ts';
import { isLeftOut, type Known, type KnownInstance, passes } from '../known.ts';
import { missingRow, nameOf } from '../rows.ts';
import type { Compared } from './forms.ts';
import { predict } from './reading.ts';
import type { Windowed } from './windows.ts';

/** What a list under a window does not have as predicted: a row, or the total. It is no violation yet. */
export function unpredicted(reply: Reply, contract: Contract, known: Known): Violation | undefined {
  const { listing } = reply;
  const { request } = reply.exchange;
  if (listing === undefined || request.credential !== 'own' || known.readings === undefined) return undefined;
  const query = windowedQuery(reply.query, contract);
  const instance = query && known.instances.find(({ id }) => id === query.instance);
  if (query === undefined || instance === undefined) return undefined;
  const { due, open } = predicted(query, instance, contract, known.readings);
  const start = query.offset ?? contract.operation.offset.default;
  const unseen = new Set([...due, ...open].map((row) => row.id));
  // A row that was not asked for is the matter of the filters.
  const isAskedFor = (row: Row) =>
    passes(contract, row, query.filters) && (query.id === undefined || row.id === query.id);
  const added = instance.complete
    ? listing.rows.find((row) => !unseen.has(row.id) && isAskedFor(row))
    : undefined;
  const isWhole = start === 0 && listing.rows.length >= listing.total;
  const lost = isWhole ? missingRow(due, listing.rows) : undefined;
  const isCounted =
    !instance.complete || (listing.total >= due.length && listing.total <= due.length + open.length);
  if (added === undefined && lost === undefined && isCounted) return undefined;
  return {
    rule: 'row-in-and-out',
    expected: `${due.length} backups, as other windows are read`,
    observed: `total_count ${listing.total}, ${nameOf(added ?? lost)}`,
    reply,
  };
}

/** The case that compares a suspected query with the same instants asked for plainly. */
export function comparedOf(wire: WireQuery, contract: Contract): Compared | undefined {
  const query = windowedQuery(wire, contract);
  if (query === undefined) return undefined;
  const { instance, others, window, id, filters, offset, limit } = query;
  const form = { id, filters, offset, limit };
  // What other zones change is judged by window.zone-invariant.
  if (Object.values(form).every((part) => part === undefined)) return undefined;
  return { query: { instance, others, window }, forms: [form] };
}

/** A valid query under a window, by its parts; undefined where it is anything else. */
function windowedQuery(wire: WireQuery, contract: Contract): Windowed | undefined {
  const { operation } = contract;
  const { kind, values } = contract.judgeQuery(wire);
  const { window, id, filters, others, offset, limit } = operation;
  const [begin, end] = [values[window.begin], values[window.end]];
  if ((kind !== 'valid' && kind !== 'open') || typeof begin !== 'string' || typeof end !== 'string')
    return undefined;
  // Some texts of the form are open, such as 24:00:00: no instant is agreed on.
  const isForm = [begin, end].every((text) => FORM.test(text) && parseTime(text) !== undefined);
  const isPlain = wire.every(({ name }) => operation.parameters.some((each) => each.name === name));
  if (!isForm || !isPlain || new Set(wire.map(({ name }) => name)).size < wire.length) return undefined;
  const given = <T extends string | number>(names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name] as T]])),
    );
  const numberOf = (name: string) => (values[name] === undefined ? undefined : Number(values[name]));
  const byFilter = given<string>(filters.map(({ parameter }) => parameter));
  const byOther = given<string | number>(others.map(({ name }) => name));
  const ask: Ask = {
    instance: String(values[operation.instance]),
    ...(values[id.parameter] === undefined ? {} : { id: String(values[id.parameter]) }),
    ...(Object.keys(byFilter).length === 0 ? {} : { filters: byFilter }),
    ...(Object.keys(byOther).length === 0 ? {} : { others: byOther }),
    offset: numberOf(offset.parameter),
    limit: numberOf(limit.parameter),
  };
  return { ...ask, window: { begin, end } };
}

/** The form of the document; other spellings of a time are open. */
const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/;

/** The known rows that the window lists by every reading that fits, and those it may list. */
function predicted(
  query: Windowed,
  instance: KnownInstance,
  contract: Contract,
  readings: NonNullable<Known['readings']>,
): { readonly due: KnownInstance['rows']; readonly open: KnownInstance['rows'] } {
  const { id, filters } = query;
  const span = spanOf(query.window);
  const asked = instance.rows.filter(
    (row) => (id === undefined || row.id === id) && passes(contract, row, filters),
  );
  const isOpen = (row: KnownInstance['rows'][number]) => isLeftOut(contract, instance, row, filters);
  const told = asked.map((row) => ({ row, belongs: isOpen(row) ? undefined : predict(readings, row, span) }));
  return {
    due: told.flatMap(({ row, belongs }) => (belongs === true ? [row] : [])),
    open: told.flatMap(({ row, belongs }) => (belongs === undefined ? [row] : [])),
  };
}
