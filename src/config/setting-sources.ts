/**
 * The sources of settings: flags, environment variables, a configuration file. All three are read into texts by name,
 * so that each setting is checked in one place, wherever it was written.
 */
import { readFileSync } from 'node:fs';
import { parse, type Tags } from 'yaml';
import { nearestNames } from '../contract/nearest-name.ts';
import { UsageError } from './usage-error.ts';

/** The environment variable of a setting, and whether it takes several values. */
interface SettingName {
  readonly variable: string;
  readonly several?: true;
}

/** Every setting by its name in the configuration file, which is the flag without its dashes. */
export const SETTING_NAMES = {
  target: { variable: 'RDS_TARGET' },
  'project-id': { variable: 'RDS_PROJECT_ID' },
  'instance-id': { variable: 'RDS_INSTANCE_IDS', several: true },
  report: { variable: 'RDS_REPORT' },
  lang: { variable: 'RDS_LANG' },
  seed: { variable: 'RDS_SEED' },
  budget: { variable: 'RDS_BUDGET' },
  rate: { variable: 'RDS_RATE' },
  concurrency: { variable: 'RDS_CONCURRENCY' },
  timeout: { variable: 'RDS_TIMEOUT' },
  ca: { variable: 'RDS_CA' },
  'client-cert': { variable: 'RDS_CLIENT_CERT' },
  'client-key': { variable: 'RDS_CLIENT_KEY' },
  insecure: { variable: 'RDS_INSECURE' },
  only: { variable: 'RDS_ONLY', several: true },
  contract: { variable: 'RDS_CONTRACT' },
  'accept-unexercised': { variable: 'RDS_ACCEPT_UNEXERCISED' },
  challenge: { variable: 'RDS_CHALLENGE' },
  waivers: { variable: 'RDS_WAIVERS' },
  'write-waivers': { variable: 'RDS_WRITE_WAIVERS' },
  clauses: { variable: 'RDS_CLAUSES' },
} as const satisfies Readonly<Record<string, SettingName>>;

export type SettingKey = keyof typeof SETTING_NAMES;

/** A setting as written, and where it was written: messages about a wrong one name the place. */
export interface Written {
  readonly texts: readonly string[];
  readonly where: string;
}

export type Source = Readonly<Partial<Record<SettingKey, Written>>>;

export type Environment = Readonly<Record<string, string | undefined>>;

const KEYS = Object.keys(SETTING_NAMES) as SettingKey[];

/** Blocks of the configuration file that are not texts; other modules read them. */
const BLOCKS: readonly string[] = ['implementation'];

/** Returns the settings among flags; undefined is not given. */
export function fromFlags(
  flags: Readonly<Partial<Record<SettingKey, string | readonly string[] | boolean | undefined>>>,
): Source {
  return sourceOf((key) => {
    const value = flags[key];
    if (value === undefined) return undefined;
    const texts = typeof value === 'object' ? value : [String(value)];
    return texts.length === 0 ? undefined : { texts, where: `--${key}` };
  });
}

/**
 * Returns the settings in the environment. A blank variable counts as not set, except RDS_TARGET: a pipeline that lost its
 * target must not judge the embedded reference deployment and report it as conformant.
 */
export function fromEnvironment(env: Environment): Source {
  return sourceOf((key) => {
    const { variable, ...name } = SETTING_NAMES[key];
    const text = env[variable]?.trim();
    if (text === undefined || (text === '' && key !== 'target')) return undefined;
    return { texts: 'several' in name ? commaSeparated(text) : [text], where: variable };
  });
}

function commaSeparated(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Returns the settings in a YAML or JSON file. @throws UsageError where it cannot be read or contains something else */
export function fromFile(file: string): Source {
  const content = readMapping(file);
  for (const key of Object.keys(content)) {
    if (KEYS.some((known) => known === key) || BLOCKS.includes(key)) continue;
    const secret = /token|secret|password|access.?key/i.test(key);
    const [near] = nearestNames(key, [...KEYS, ...BLOCKS], 1);
    const hint = secret
      ? 'credentials belong in the environment (RDS_AUTH_TOKEN)'
      : near === undefined
        ? `the settings are ${[...KEYS, ...BLOCKS].join(', ')}`
        : `did you mean ${near}?`;
    throw new UsageError(`${file}: "${key}" is no setting: ${hint}`);
  }
  return sourceOf((key) => {
    const value = content[key];
    if (value === undefined || value === null) return undefined;
    return { texts: textsOf(value, `${key} in ${file}`), where: `${key} in ${file}` };
  });
}

/** Returns the content of a configuration file, by name. @throws UsageError where it cannot be read or is no mapping */
export function readMapping(file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'), { logLevel: 'error', customTags: withoutNumbers });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UsageError(`cannot read the configuration file ${file}: ${why}`);
  }
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new UsageError(`${file} must hold settings by name, such as "budget: smoke"`);
  }
  return content as Readonly<Record<string, unknown>>;
}

/** Numbers are read as texts: as a number, version 1.10 would be 1.1. */
function withoutNumbers(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag));
}

function textsOf(value: unknown, where: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => {
    if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean')
      return String(each);
    throw new UsageError(`${where} must be a text, a number or a list of texts`);
  });
}

function sourceOf(read: (key: SettingKey) => Written | undefined): Source {
  const written = KEYS.map((key) => [key, read(key)] as const);
  return Object.fromEntries(written.filter(([, value]) => value !== undefined));
}
