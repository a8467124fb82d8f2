/**
 * A deployment of another making: it shares no code, no data model and no habits with the reference deployment. It
 * lists by name, compares windows with end times, shows UTC, leaves incremental backups out of unfiltered lists, and
 * answers an unknown instance with an empty list. Each name of FAULTS breaks it in the way of the known fault.
 */
import { createHash } from 'node:crypto';

export const FAULTS = [
  'any-token-accepted',
  'begin-alone-accepted',
  'beyond-end-404',
  'databases-everywhere',
  'date-alone-accepted',
  'default-limit-ten',
  'end-missing',
  'engine-lower-case',
  'equal-pair-accepted',
  'error-as-200',
  'error-body-html',
  'error-code-missing',
  'id-crosses-instances',
  'id-ignored',
  'id-ignores-type',
  'id-matched-by-start',
  'ids-not-unique',
  'instance-matched-by-start',
  'instance-not-required',
  'last-row-lost',
  'leap-day-every-year',
  'limit-before-filters',
  'limit-capped-at-fifty',
  'limit-clamped',
  'limit-ignored',
  'limit-one-more',
  'limit-zero-means-all',
  'list-201',
  'media-type-text',
  'name-null',
  'negative-offset-clamped',
  'no-rows-null',
  'number-read-as-far-as-it-goes',
  'offset-as-page-number',
  'offset-one-more',
  'order-drawn-anew',
  'other-type-empty-list',
  'pair-compared-as-text',
  'project-not-checked',
  'size-as-text',
  'status-lower-case',
  'total-as-text',
  'total-capped-at-hundred',
  'total-of-page',
  'total-one-more',
  'total-unfiltered',
  'type-case-ignored',
  'type-ignored',
  'type-lacks-failed',
  'unauthorized-as-500',
  'unknown-id-lists-all',
  'version-case-ignored',
  'western-zones-refused',
  'window-by-day',
  'window-end-ignored',
  'window-ignored',
  'wrapped-in-data',
  'zone-as-letter',
  'zone-ignored',
] as const;

interface Snapshot {
  key: string;
  label: string;
  kind: string;
  state: string;
  start: Date;
  stop: Date | undefined;
  kb: number;
  schemas: string[];
}

interface Server {
  key: string;
  engine: string;
  release: string;
  snapshots: Snapshot[];
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface Request {
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const bad = (name: string) => new Problem(400, 'RDS.0011', `Bad value of <${name}>`);
const digest = (text: string) => createHash('md5').update(text).digest('hex');
const HOUR = 3_600_000;
const KINDS = ['auto', 'manual', 'fragment', 'incremental'];
const STAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d)(\d\d)$/;

function serverOf(place: number, size: number, engine: string, release: string): Server {
  const kinds = engine === 'MySQL' ? KINDS : KINDS.slice(0, 3);
  const first = Date.UTC(2021, 3, 2, 5, 40);
  const snapshots = Array.from({ length: size }, (_, number): Snapshot => {
    const key = digest(`${place} ${number}`);
    const dice = (sides: number, at: number) => Number.parseInt(key.slice(at, at + 6), 16) % sides;
    // Now and then two begin together, and one ends while a later one is under way.
    const start = new Date(first + (number - (number % 7 === 3 ? 1 : 0)) * 7 * HOUR);
    const state = dice(9, 0) === 0 ? 'FAILED' : dice(40, 12) === 0 ? 'DELETING' : 'COMPLETED';
    return {
      key: `bk-${key}`,
      label: `nightly_${digest(key).slice(0, 6)}`,
      kind: kinds[dice(kinds.length, 6)] ?? 'auto',
      state: number === size - 1 ? 'BUILDING' : state,
      start,
      stop: number === size - 1 ? undefined : new Date(start.getTime() + 60_000 * (1 + dice(600, 2))),
      kb: number === 5 ? 5_000_000_000_000 : dice(9_000_000, 1),
      schemas: engine === 'SQLServer' && number % 3 === 0 ? ['sales', 'stock'] : [],
    };
  });
  snapshots.sort((one, other) => (one.label < other.label ? -1 : 1));
  return { key: `db-${digest(`server ${place}`)}`, engine, release, snapshots };
}

/** @param fault one of FAULTS; none when left out */
export function otherDeployment(fault?: (typeof FAULTS)[number]) {
  const has = (name: (typeof FAULTS)[number]) => fault === name;
  const tenant = 'tenant-7f3a';
  const token = digest('let me in');
  const servers = [serverOf(1, 233, 'MySQL', '8.0'), serverOf(2, 87, 'SQLServer', '2017_EE')];
  let calls = 0;

  /** Milliseconds. */
  function instant(text: string, name: string): number {
    const parts = STAMP.exec(
      has('date-alone-accepted') && /^[\d-]{10}$/.test(text) ? `${text}T00:00:00+0000` : text,
    );
    if (parts === null) throw bad(name);
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
    const leaps = has('leap-day-every-year') || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
    const days = [31, leaps ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
    const zone = Number(parts[8]) * 60 + Number(parts[9]);
    if (
      day < 1 ||
      day > days ||
      hour > 23 ||
      minute > 59 ||
      second > 59 ||
      Number(parts[9]) > 59 ||
      zone > 840
    )
      throw bad(name);
    if (has('western-zones-refused') && parts[7] === '-' && zone > 0) throw bad(name);
    const wall = new Date(0);
    wall.setUTCFullYear(year, month - 1, day);
    wall.setUTCHours(hour, minute, second);
    return wall.getTime() - (has('zone-ignored') ? 0 : zone * 60_000 * (parts[7] === '-' ? -1 : 1));
  }

  function whole(text: string | undefined, name: string, usual: number, least: number, most: number): number {
    if (text === undefined || text === '') return usual;
    const digits = has('number-read-as-far-as-it-goes') ? (/^-?\d+/.exec(text)?.[0] ?? text) : text;
    if (!/^-?\d{1,18}$/.test(digits)) throw bad(name);
    const value = Number(digits);
    if (has('negative-offset-clamped') && name === 'offset' && value < 0) return 0;
    if (has('limit-zero-means-all') && name === 'limit' && value === 0) return Number.POSITIVE_INFINITY;
    if (has('limit-clamped') && name === 'limit' && value > most) return most;
    if (value < least || value > most) throw bad(name);
    return value;
  }

  function windowOf(query: Map<string, string>): ((snapshot: Snapshot) => boolean) | undefined {
    const [from, to] = [query.get('begin_time') || undefined, query.get('end_time') || undefined];
    if (from === undefined && to === undefined) return undefined;
    if (to === undefined && has('begin-alone-accepted')) {
      const since = instant(from ?? '', 'begin_time');
      return ({ stop }) => stop !== undefined && stop.getTime() >= since;
    }
    if (from === undefined || to === undefined) throw bad(from === undefined ? 'begin_time' : 'end_time');
    let [low, high] = [instant(from, 'begin_time'), instant(to, 'end_time')];
    const isOrdered = has('pair-compared-as-text') ? from < to : low < high;
    if (!isOrdered && !(has('equal-pair-accepted') && low === high)) throw bad('end_time');
    if (has('window-by-day')) {
      low = Math.floor(low / (24 * HOUR)) * 24 * HOUR;
      high = Math.ceil(high / (24 * HOUR)) * 24 * HOUR;
    }
    if (has('window-end-ignored')) high = Number.POSITIVE_INFINITY;
    if (has('window-ignored')) return undefined;
    return ({ stop }) => stop !== undefined && stop.getTime() >= low && stop.getTime() <= high;
  }

  function read(text: string): Map<string, string> {
    const query = new Map<string, string>();
    for (const pair of text.split('&').filter((one) => one !== '')) {
      const [name = '', ...rest] = pair.split('=');
      try {
        query.set(decodeURIComponent(name), decodeURIComponent(rest.join('=')));
      } catch {
        throw bad('query');
      }
    }
    return query;
  }

  function written(
    at: Server,
    { key, label, kind, state, start, stop, kb, schemas }: Snapshot,
    place: number,
  ) {
    const isRare = Number.parseInt(key.slice(3, 5), 16) % 5 === 0;
    const time = (date: Date) => `${date.toISOString().slice(0, 19)}${has('zone-as-letter') ? 'Z' : '+0000'}`;
    return {
      instance_id: at.key,
      datastore: {
        version: at.release,
        type: has('engine-lower-case') ? at.engine.toLowerCase() : at.engine,
      },
      id: has('ids-not-unique') && place % 50 === 20 ? (at.snapshots[place + 1]?.key ?? key) : key,
      name: has('name-null') && isRare ? null : label,
      status: has('status-lower-case') && isRare ? state.toLowerCase() : state,
      type: kind,
      begin_time: time(start),
      ...(stop === undefined || (has('end-missing') && isRare) ? {} : { end_time: time(stop) }),
      size: has('size-as-text') ? String(kb) : kb,
      databases: (has('databases-everywhere') ? ['main'] : schemas).map((name) => ({ name })),
      encrypted: false,
    };
  }

  function listed(query: Map<string, string>): { rows: object[]; total: number } {
    const [instance = '', id, kind] = ['instance_id', 'backup_id', 'backup_type'].map(
      (name) => query.get(name) || undefined,
    );
    const limit = whole(query.get('limit'), 'limit', has('default-limit-ten') ? 10 : 100, 1, 100);
    const offset = whole(query.get('offset'), 'offset', 0, 0, Number.MAX_SAFE_INTEGER);
    const isInside = windowOf(query);
    const own = kind !== undefined && has('type-case-ignored') ? kind.toLowerCase() : kind;
    if (own !== undefined && !KINDS.includes(own)) {
      if (has('other-type-empty-list')) return { rows: [], total: 0 };
      throw bad('backup_type');
    }
    if (instance === '' && !has('instance-not-required')) throw bad('instance_id');
    const asked = servers.filter(({ key }) =>
      has('instance-matched-by-start') || instance === '' ? key.startsWith(instance) : key === instance,
    );
    const reachable = id !== undefined && has('id-crosses-instances') && asked.length > 0 ? servers : asked;
    const every = reachable.flatMap((at) => at.snapshots.map((snapshot, place) => ({ at, snapshot, place })));
    if (has('order-drawn-anew'))
      every.sort((one, other) =>
        digest(calls + one.snapshot.key) < digest(calls + other.snapshot.key) ? -1 : 1,
      );
    const isFound = (key: string) => (has('id-matched-by-start') ? key.startsWith(id ?? '') : key === id);
    const known = every.some(({ snapshot }) => isFound(snapshot.key));
    const byId = id !== undefined && !has('id-ignored') && !(has('unknown-id-lists-all') && !known);
    const passes = ({ snapshot }: (typeof every)[number]) => {
      if (byId && !isFound(snapshot.key)) return false;
      if (isInside?.(snapshot) === false) return false;
      if (byId && has('id-ignores-type')) return true;
      if (own === undefined) return byId || snapshot.kind !== 'incremental';
      if (has('type-lacks-failed') && snapshot.state === 'FAILED') return false;
      return has('type-ignored') || snapshot.kind === own;
    };
    const start = has('offset-as-page-number')
      ? offset * limit
      : offset + (has('offset-one-more') && offset > 0 ? 1 : 0);
    const most = has('limit-ignored') ? 100 : has('limit-capped-at-fifty') ? Math.min(50, limit) : limit;
    const end = start + most + (has('limit-one-more') ? 1 : 0);
    const matching = every.filter(passes);
    if (has('beyond-end-404') && offset >= matching.length && offset > 0)
      throw new Problem(404, 'RDS.0013', 'No such page');
    if (byId && matching.length === 0) throw new Problem(404, 'RDS.0012', 'No such backup');
    let page = has('limit-before-filters')
      ? every.slice(start, end).filter(passes)
      : matching.slice(start, end);
    if (has('last-row-lost') && offset > 0 && end >= matching.length) page = page.slice(0, -1);
    return {
      rows: page.map(({ at, snapshot, place }) => written(at, snapshot, place)),
      total: totalOf(matching.length, every.length, page.length),
    };
  }

  function totalOf(matching: number, every: number, shown: number): number {
    if (has('total-of-page')) return shown;
    if (has('total-unfiltered')) return every;
    if (has('total-capped-at-hundred')) return Math.min(100, matching);
    return has('total-one-more') ? matching + 1 : matching;
  }

  function answered({ target, headers }: Request): object {
    const [path = '', text = ''] = target.split(/\?(.*)/s);
    const [, version = '', project = '', noun, ...more] = path.split('/');
    const isOurs = has('version-case-ignored') ? version.toLowerCase() === 'v3' : version === 'v3';
    if (!isOurs || noun !== 'backups' || more.length > 0) throw new Problem(404, 'GW.0101', 'No such route');
    const given = headers['x-auth-token'] ?? '';
    const isIn = has('any-token-accepted') ? given !== '' : given === token;
    if (!isIn && has('unauthorized-as-500')) throw new Problem(500, 'GW.0500', 'Broken');
    if (!isIn) throw new Problem(401, 'GW.0301', 'Who are you');
    if (project !== tenant && !has('project-not-checked')) throw new Problem(403, 'GW.0302', 'Not yours');
    const { rows, total } = listed(read(text));
    const backups = rows.length === 0 && has('no-rows-null') ? null : rows;
    const list = { total_count: has('total-as-text') ? String(total) : total, backups };
    return has('wrapped-in-data') ? { data: list } : list;
  }

  function answer(request: Request): Answer {
    calls += 1;
    const headers = { 'Content-Type': has('media-type-text') ? 'text/plain' : 'application/json' };
    try {
      return { status: has('list-201') ? 201 : 200, headers, body: JSON.stringify(answered(request)) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, code, message } = error;
      if (has('error-body-html')) return { status, headers, body: `<html><h1>${status}</h1></html>` };
      const named = has('error-code-missing') ? {} : { error_code: code };
      const body = JSON.stringify({ ...named, error_msg: message });
      return {
        status: has('error-as-200') && status === 400 ? 200 : status,
        headers: { 'Content-Type': 'application/json' },
        body,
      };
    }
  }

  return { answer, token, projectId: tenant, instances: servers.map(({ key }) => key) };
}
