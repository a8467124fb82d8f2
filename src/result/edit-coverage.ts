/** Which edits of which texts the requests of a run made, by operator, place and class of characters. */
import { everyPlacedEdit } from '../clauses/edited-places.ts';
import type { Known } from '../clauses/known.ts';
import type { SentRequest } from '../client/exchange.ts';
import type { Contract } from '../contract/contract.ts';
import { readQuery } from '../contract/wire.ts';
import { editedCredentials } from '../query/credentials.ts';
import type { Edit } from '../query/edits/edits.ts';

/** Stands for the class of characters of an edit that brings in none. */
const NO_CHARACTERS = 'none';

/** The place of the credential, beside those that are in the path or are named by a parameter. */
const CREDENTIAL = 'credential';

/** By place, operator and class of characters: how many requests made such an edit. */
export type EditVisits = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

/** Begins the name of such a visit; no parameter begins so. */
const PREFIX = 'edit/';

/** Whether the name of a visit is that of an edit. */
export function isEditVisit(name: string): boolean {
  return name.startsWith(PREFIX);
}

function visitOf(place: string, { operator, characters }: Pick<Edit, 'operator' | 'characters'>): string {
  return `${PREFIX}${place}/${operator}/${characters ?? NO_CHARACTERS}`;
}

/** Returns how often each edit was made, from all visits. A name with no request is an edit that could be made. */
export function editVisitsOf(visits: Readonly<Record<string, number>>): EditVisits {
  const found: Record<string, Record<string, Record<string, number>>> = {};
  for (const [name, requests] of Object.entries(visits)) {
    if (!isEditVisit(name)) continue;
    const [operator = '', characters = ''] = name.split('/').slice(-2);
    const place = name.slice(PREFIX.length, -`/${operator}/${characters}`.length);
    found[place] ??= {};
    const ofPlace = found[place];
    ofPlace[operator] ??= {};
    ofPlace[operator][characters] = requests;
  }
  return found;
}

/** Names of visits by what a request holds. */
interface Edits {
  /** By `name=text` of a pair, both as on the wire. */
  readonly pairs: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, string>;
  /** By the use of the credential. */
  readonly credentials: ReadonlyMap<string, string>;
}

const EDITS = new WeakMap<Known, Edits>();

function editsNear(known: Known, contract: Contract): Edits {
  const found = EDITS.get(known);
  if (found !== undefined) return found;
  const pairs = new Map<string, string>();
  const paths = new Map<string, string>();
  for (const { place, edit, query, path } of everyPlacedEdit(known, contract)) {
    if (query !== undefined) pairs.set(`${place}=${edit.wire}`, visitOf(place, edit));
    if (path !== undefined && !paths.has(path)) paths.set(path, visitOf(place, edit));
  }
  const credentials = known.authenticated ? editedCredentials() : [];
  const edits = {
    pairs,
    paths,
    credentials: new Map(credentials.map((each) => [each.use, visitOf(CREDENTIAL, each)] as const)),
  };
  EDITS.set(known, edits);
  return edits;
}

/** Returns the names of all edits that a run could make. */
export function possibleEdits(contract: Contract, known: Known): readonly string[] {
  const { pairs, paths, credentials } = editsNear(known, contract);
  return [...new Set([...pairs.values(), ...paths.values(), ...credentials.values()])];
}

/**
 * Returns the edits that a request made of texts that the survey knows: of each parameter's usual values, of the
 * instances, of some backups' ids, of the window that holds all rows, of the path, of the credential.
 */
export function editsMade(
  { path, query, credential }: SentRequest,
  contract: Contract,
  known: Known,
): readonly string[] {
  const { pairs, paths, credentials } = editsNear(known, contract);
  const made = readQuery(query).map(({ name, text }) => pairs.get(`${name}=${text}`));
  return [...made, pathVisit(path, paths), credentials.get(credential)].filter(
    (visit) => visit !== undefined,
  );
}

/** A base URL may have a path of its own in front. */
function pathVisit(path: string, paths: Edits['paths']): string | undefined {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const visit = paths.get(path.slice(slash));
    if (visit !== undefined) return visit;
  }
  return undefined;
}
