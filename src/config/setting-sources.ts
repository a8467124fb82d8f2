/**
 * The sources of settings: options, environment variables, a block of the configuration file. All are read into texts by
 * name, so that each setting is checked in one place, wherever it was written.
 */
import path from 'node:path';
import { type Block, type ConfigFile, fileKeyOf } from './config-file.ts';
import { type Environment, expand } from './references.ts';
import { nameOf, SETTING_KEYS, type SettingKey } from './setting-names.ts';
import { UsageError } from './usage-error.ts';

/** A setting as written, and where it was written: messages about a wrong one name the place. */
export interface Written {
  readonly texts: readonly string[];
  readonly where: string;
}

export type Source = Readonly<Partial<Record<SettingKey, Written>>>;

/** Returns the settings among options; undefined is not given. */
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
    const { variable, several } = nameOf(key);
    const text = env[variable]?.trim();
    if (text === undefined || (text === '' && key !== 'target')) return undefined;
    return { texts: several === true ? commaSeparated(text) : [text], where: variable };
  });
}

/**
 * Returns the settings in a block of the configuration file.
 * @param name of the block, `deployments.staging`
 * @throws UsageError where a value is no text, is blank, or refers to a variable that is not set
 */
export function fromBlock(
  block: Block,
  name: string,
  { file, folder }: ConfigFile,
  env: Environment,
): Source {
  return sourceOf((key) => {
    const value = block[fileKeyOf(key)];
    if (value === undefined) return undefined;
    const where = `${name}.${fileKeyOf(key)} in ${file}`;
    const { several, isPath } = nameOf(key);
    const texts = textsOf(value, where).map((text) => expand(text, where, env).trim());
    if (!several && texts.length !== 1) throw new UsageError(`${where} takes one value, not a list`);
    const each = several === true ? texts.flatMap(commaSeparated) : texts;
    if (each.length === 0 || each.includes(''))
      throw new UsageError(`${where} is empty: give it a value, or delete the line`);
    return { texts: isPath === true ? each.map((text) => fromFolder(folder, text)) : each, where };
  });
}

/** Returns a path of the file as it is from here, short where it can be. */
function fromFolder(folder: string, text: string): string {
  const full = path.resolve(folder, text);
  const short = path.relative(process.cwd(), full);
  return path.isAbsolute(text) || short.startsWith('..') ? full : short || '.';
}

function commaSeparated(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
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
  const written = SETTING_KEYS.map((key) => [key, read(key)] as const);
  return Object.fromEntries(written.filter(([, value]) => value !== undefined));
}
