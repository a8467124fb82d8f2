/** The settings of runs, checked. The command line and Playwright both read them here. */
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { BaseUrlError, readBaseUrl } from '../contract/base-url.ts';
import type { Language } from '../contract/catalogue.ts';
import type { AuthSettings } from './auth.ts';
import { type Budget, readBudget } from './budget.ts';
import type { Chosen } from './deployments.ts';
import { DURATION, readDuration } from './duration.ts';
import type { ExtraHeaders } from './extra-headers.ts';
import type { Implementation } from './implementation.ts';
import { defaultMaxTime } from './max-time.ts';
import type { SettingKey } from './setting-names.ts';
import type { Source } from './setting-sources.ts';
import { UsageError } from './usage-error.ts';

/** A deployment to judge. */
export interface TargetSettings {
  readonly url: URL;
  readonly projectId: string;
  readonly instances: readonly string[];
}

/** How the deployment is reached. Files are named here, and read when the run begins. */
export interface NetworkSettings {
  /** Milliseconds that one request may take; 0 for no limit, the client's own limit when left out. */
  readonly timeoutMs?: number;
  /** File of certificates (PEM) to trust besides the system's. */
  readonly ca?: string;
  /** File of the client's certificate (PEM), and of its key. Both or none. */
  readonly clientCert?: string;
  readonly clientKey?: string;
  /** Whether certificates are not checked. */
  readonly insecure: boolean;
}

/** A deployment of a configuration file. */
export interface NamedDeployment {
  readonly name: string;
  /** The file, as it was named. */
  readonly config: string;
}

export interface Settings {
  /** Where the file names the deployment. */
  readonly deployment?: NamedDeployment;
  /** The embedded reference deployment is judged where this is left out. */
  readonly target?: TargetSettings;
  /** Directory that reports are written to. */
  readonly report: string;
  /** Language of the terminal, and of pages when they open. */
  readonly language: Language;
  readonly seed: number;
  readonly budget: Budget;
  /** Milliseconds that the run may take; 0 for no limit. */
  readonly maxTimeMs: number;
  /** Most requests per second; unlimited when left out. */
  readonly rate?: number;
  /** Most requests under way at the same time. */
  readonly concurrency: number;
  readonly network: NetworkSettings;
  /** Slugs or chapters to judge, not checked yet; all where it is empty. */
  readonly only: readonly string[];
  /** File of the contract; the package's own when left out. */
  readonly contract?: string;
  readonly acceptUnexercised: boolean;
  /** A certifier's nonce: random cases depend on it as on the seed. */
  readonly challenge?: string;
  /** Who provides the deployment, where the configuration file says so. */
  readonly implementation?: Implementation;
  /** File of waivers: known deviations that do not fail the run. */
  readonly waivers?: string;
  /** File to draft waivers into. */
  readonly writeWaivers?: string;
  /** Version of the clause set that is scored; the newest when left out. */
  readonly clauses?: string;
  /** The credential; none where it is left out. */
  readonly auth?: AuthSettings;
  /** Headers that every request carries besides those of the contract; secret. */
  readonly headers?: ExtraHeaders;
}

export const DEFAULT_REPORT = 'reports/latest';
export const DEFAULT_CONCURRENCY = 8;

const MOST_CONCURRENCY = 64;
const MOST_SEED = 2 ** 31 - 1;

const CHALLENGE = 'a nonce of 1 to 200 letters, digits and marks, without blanks';

/** Returns the settings of one deployment. @throws UsageError with one line that names the setting and what it takes */
export function settingsOf({ name, config, written, auth, headers, implementation }: Chosen): Settings {
  const reader = new Reader(written);
  const target = readTarget(reader);
  const rate = reader.one('rate', 'a number of requests a second, such as 5 or 0.5', readRate);
  const challenge = reader.one('challenge', CHALLENGE, readChallenge);
  const budget =
    reader.one('budget', 'smoke, standard, exhaustive or a number of requests', readBudgetText) ??
    readBudget('standard');
  if (challenge !== undefined && !budget.everyProbe) {
    throw new UsageError(
      `${reader.where('challenge')} needs a budget of standard or more: a smaller run draws no case from it`,
    );
  }
  const fileOf = (key: SettingKey) => reader.one(key, 'a file', (text) => text || undefined);
  return {
    ...(target === undefined ? {} : { target }),
    report: reader.one('report', 'a directory', (text) => text || undefined) ?? DEFAULT_REPORT,
    language: reader.one('lang', 'en or zh', readLanguage) ?? 'en',
    seed:
      reader.one('seed', `a whole number from 0 to ${MOST_SEED}`, whole(0, MOST_SEED)) ??
      randomInt(MOST_SEED),
    budget,
    maxTimeMs: reader.one('max-time', DURATION, readDuration) ?? defaultMaxTime(budget),
    ...(rate === undefined ? {} : { rate }),
    concurrency:
      reader.one('concurrency', `a whole number from 1 to ${MOST_CONCURRENCY}`, whole(1, MOST_CONCURRENCY)) ??
      DEFAULT_CONCURRENCY,
    network: readNetworkSettings(reader),
    only: written.only?.texts ?? [],
    acceptUnexercised: reader.one('accept-unexercised', 'true or false', readSwitch) ?? false,
    ...given({
      deployment: name === undefined || config === undefined ? undefined : { name, config },
      contract: fileOf('contract'),
      challenge,
      implementation,
      waivers: fileOf('waivers'),
      writeWaivers: fileOf('write-waivers'),
      clauses: reader.one('clauses', 'a version, such as 1.0', (text) =>
        /^\d+\.\d+$/.test(text) ? text : undefined,
      ),
      auth,
      headers,
    }),
  };
}

/**
 * Checks that the draft of waivers overwrites no file into which people have written reasons. Only the file that is given
 * to --waivers too may be there: the draft then contains its entries.
 * @throws UsageError where another file is there already
 */
export function checkDraft({ waivers, writeWaivers }: Pick<Settings, 'waivers' | 'writeWaivers'>): void {
  if (writeWaivers === undefined || !existsSync(writeWaivers)) return;
  if (waivers !== undefined && path.resolve(waivers) === path.resolve(writeWaivers)) return;
  throw new UsageError(
    `${writeWaivers} is there already: name another file, or give it to --waivers too to have it extended`,
  );
}

/** Returns these values without the undefined ones. */
function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const some = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(some) as { [K in keyof T]?: NonNullable<T[K]> };
}

class Reader {
  readonly #written: Source;

  constructor(written: Source) {
    this.#written = written;
  }

  has(key: SettingKey): boolean {
    return this.#written[key] !== undefined;
  }

  where(key: SettingKey): string {
    return this.#written[key]?.where ?? `--${key}`;
  }

  texts(key: SettingKey): readonly string[] {
    return this.#written[key]?.texts ?? [];
  }

  /** Reads a setting that is given once. @param read returns undefined for a text that is not as `expected` says */
  one<T>(key: SettingKey, expected: string, read: (text: string) => T | undefined): T | undefined {
    const text = this.texts(key).at(-1);
    if (text === undefined) return undefined;
    const value = read(text);
    if (value === undefined) throw new UsageError(`${this.where(key)} takes ${expected}, not "${text}"`);
    return value;
  }
}

function readNetworkSettings(reader: Reader): NetworkSettings {
  const fileOf = (key: SettingKey) => reader.one(key, 'a file (PEM)', (text) => text || undefined);
  const clientCert = fileOf('client-cert');
  const clientKey = fileOf('client-key');
  if ((clientCert === undefined) !== (clientKey === undefined)) {
    const [alone, other] =
      clientKey === undefined
        ? [reader.where('client-cert'), '--client-key FILE']
        : [reader.where('client-key'), '--client-cert FILE'];
    throw new UsageError(`${alone} is given alone: add ${other}`);
  }
  return {
    insecure: reader.one('insecure', 'true or false', readSwitch) ?? false,
    ...given({
      timeoutMs: reader.one('timeout', DURATION, readDuration),
      ca: fileOf('ca'),
      clientCert,
      clientKey,
    }),
  };
}

function readTarget(reader: Reader): TargetSettings | undefined {
  if (!reader.has('target')) {
    for (const key of ['project-id', 'instance-id'] as const) {
      if (!reader.has(key)) continue;
      throw new UsageError(`${reader.where(key)} is given without a target: add --target URL (RDS_TARGET)`);
    }
    return undefined;
  }
  const url = readTargetUrl(reader);
  if (!reader.has('project-id'))
    throw new UsageError('a target needs its project: add --project-id ID (RDS_PROJECT_ID)');
  if (!reader.has('instance-id')) {
    throw new UsageError(
      'a target needs an instance to list: add --instance-id ID (RDS_INSTANCE_IDS), once or more',
    );
  }
  const id = (text: string) => (isId(text) ? text : undefined);
  const projectId = reader.one('project-id', 'an id without blanks or slashes', id) ?? '';
  const instances = reader.texts('instance-id');
  for (const instance of instances) {
    if (!isId(instance))
      throw new UsageError(
        `${reader.where('instance-id')} takes ids without blanks or slashes, not "${instance}"`,
      );
  }
  return { url, projectId, instances: [...new Set(instances)] };
}

function readTargetUrl(reader: Reader): URL {
  const text = reader.texts('target').at(-1) ?? '';
  if (text === '') {
    throw new UsageError(
      `${reader.where('target')} is empty: give a URL, or leave it out to judge the embedded reference deployment`,
    );
  }
  try {
    return readBaseUrl(text);
  } catch (error) {
    if (error instanceof BaseUrlError) throw new UsageError(`${reader.where('target')}: ${error.message}`);
    throw error;
  }
}

/** Ids are part of a path and of a query, so characters with a meaning there are refused. */
function isId(text: string): boolean {
  return /^[A-Za-z0-9._~-]+$/.test(text) && !/^\.+$/.test(text);
}

function whole(least: number, most: number): (text: string) => number | undefined {
  return (text) =>
    /^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
}

function readLanguage(text: string): Language | undefined {
  return text === 'en' || text === 'zh' ? text : undefined;
}

function readRate(text: string): number | undefined {
  return /^\d{1,6}(\.\d{1,6})?$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function readChallenge(text: string): string | undefined {
  return /^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined;
}

function readBudgetText(text: string): Budget | undefined {
  try {
    return readBudget(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readSwitch(text: string): boolean | undefined {
  const switches = new Map([
    ['true', true],
    ['1', true],
    ['yes', true],
    ['false', false],
    ['0', false],
    ['no', false],
  ]);
  return switches.get(text.toLowerCase());
}
