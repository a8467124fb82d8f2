/**
 * Every edit of every text that a request may hold, at every place: what coverage counts. Those that no clause demands
 * anything of are sent all the same: they must not make the deployment fail.
 */
import type { Contract } from '../contract/contract.ts';
import { readIdText } from '../contract/id-text.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import { decodeText, type WireQuery, withPair } from '../contract/wire.ts';
import { editsIn } from '../query/edits/edited-queries.ts';
import { type Edit, editsOf } from '../query/edits/edits.ts';
import { WHOLE_HISTORY } from '../query/window.ts';
import { type Known, richest, withRows } from './known.ts';
import { basesOf } from './refusal.ts';

/** The places in the path, beside those that are named by a parameter. */
const VERSION = 'path version';
const PROJECT = 'path project';

/** An edit at a place: of a parameter's text, or of a part of the path. */
export interface PlacedEdit {
  readonly place: string;
  readonly edit: Edit;
  /** Whether a clause demands something of just this edit: not where it is open, means the plain text, or is wrong twice. */
  readonly isOwned: boolean;
  readonly query?: WireQuery;
  readonly path?: string;
}

const PLACED = new WeakMap<Known, readonly PlacedEdit[]>();

/** Returns every edit of the texts that the survey knows; each wire text of a place once. */
export function everyPlacedEdit(known: Known, contract: Contract): readonly PlacedEdit[] {
  if (known.instances.length === 0) return [];
  const found = PLACED.get(known) ?? [...parameterEdits(known, contract), ...pathEdits(known, contract)];
  PLACED.set(known, found);
  return found;
}

/**
 * Returns the edited queries that no clause sends for its own sake: one of each operator of whose edits at a place no
 * clause has any, or one of each operator and class of characters. Clauses that watch every answer judge them.
 */
export function unownedEdits(
  known: Known,
  contract: Contract,
  each: 'operator' | 'class',
): readonly WireQuery[] {
  const edits = everyPlacedEdit(known, contract);
  const kindOf = ({ place, edit }: PlacedEdit) =>
    `${place} ${edit.operator} ${each === 'class' ? edit.characters : ''}`;
  const seen = new Set(each === 'class' ? [] : edits.filter(({ isOwned }) => isOwned).map(kindOf));
  return edits.flatMap((placed) => {
    const { isOwned, query } = placed;
    const kind = kindOf(placed);
    return isOwned || query === undefined || seen.size === seen.add(kind).size ? [] : [query];
  });
}

function* parameterEdits(known: Known, contract: Contract): Iterable<PlacedEdit> {
  const { operation } = contract;
  const seen = new Set<string>();
  for (const base of textsToEdit(known, contract)) {
    for (const parameter of operation.parameters) {
      for (const edit of editsIn(operation, parameter, base, 'all')) {
        const wire = `${parameter.name} ${edit.wire}`;
        if (seen.size === seen.add(wire).size) continue;
        const placed = placedEdit(contract, parameter, base, edit);
        if (placed !== undefined) yield placed;
      }
    }
  }
}

/** Queries that between them have the texts that the clauses edit. */
function textsToEdit(known: Known, contract: Contract): readonly WireQuery[] {
  const { operation } = contract;
  const instance = richest(known).id;
  return [
    ...basesOf(known, contract),
    operation.write({ instance, window: WHOLE_HISTORY }),
    ...operation.filters.flatMap(({ parameter, values }) =>
      values.map((value) => operation.write({ instance, filters: { [parameter]: value } })),
    ),
    ...withRows(known).flatMap(({ id, rows: [row] }) =>
      row === undefined ? [] : [operation.write({ instance: id, id: row.id })],
    ),
  ];
}

/** Undefined where the edit happens to write another plain value: such a text is sent for its own sake. */
function placedEdit(
  contract: Contract,
  { name }: QueryParameter,
  base: WireQuery,
  edit: Edit,
): PlacedEdit | undefined {
  const { id, instance } = contract.operation;
  const query = withPair(base, name, edit.wire);
  if (name === id.parameter || name === instance) {
    const own = base.find((pair) => pair.name === name)?.text ?? '';
    const reading = readIdText(decodeText(own) ?? own, edit.wire);
    return { place: name, edit, query, isOwned: reading === 'spelling' || reading === 'other' };
  }
  const text = decodeText(edit.wire);
  const { faults } = contract.judgeQuery(query);
  if (faults.length === 0 && text !== undefined && edit.wire === encodeURIComponent(text)) return undefined;
  const [fault, ...others] = faults;
  const isOwned = fault !== undefined && fault.level !== 'OBSERVE' && others.length === 0;
  return { place: name, edit, query, isOwned };
}

function pathEdits({ projectId }: Known, { operation }: Contract): readonly PlacedEdit[] {
  const own = operation.path(projectId);
  return [
    ...editsOf(operation.version).map((edit) => ({
      place: VERSION,
      edit,
      isOwned: true,
      path: operation.path(projectId, edit.wire),
    })),
    ...editsOf(projectId).map((edit) => ({
      place: PROJECT,
      edit,
      isOwned: true,
      path: own.replace(encodeURIComponent(projectId), () => edit.wire),
    })),
  ].filter(({ path }) => path !== own);
}
