/**
 * The configuration file: deployments by name, and defaults for all of them. Its structure is checked as a whole; the
 * values of a deployment are read when it is judged, so that one deployment does not need the secrets of another.
 */
import path from 'node:path';
import { isAlias, isMap, isPair, isScalar, parseDocument, type Tags, visit } from 'yaml';
import { AUTH_KEYS, IAM_KEYS } from './auth.ts';
import { IMPLEMENTATION_KEYS } from './implementation.ts';
import { checkKeys } from './keys.ts';
import { nameOf, SETTING_KEYS, SETTING_NAMES, type SettingKey } from './setting-names.ts';
import { readTextFile } from './text-file.ts';
import { UsageError } from './usage-error.ts';

/** What the file says of a deployment, or of all: by key, not yet checked for its meaning. */
export type Block = Readonly<Record<string, unknown>>;

export interface ConfigFile {
  /** As it was named. */
  readonly file: string;
  /** Paths in the file are relative to it. */
  readonly folder: string;
  readonly defaults: Block;
  /** In the order of the file. */
  readonly deployments: ReadonlyMap<string, Block>;
}

/** Returns the key of a setting in the file. */
export function fileKeyOf(key: SettingKey): string {
  return nameOf(key).inFile ?? key;
}

/** Blocks that are no settings by themselves. */
const BLOCKS = ['auth', 'headers', 'implementation'] as const;

/** The keys of a deployment. */
export const DEPLOYMENT_KEYS: readonly string[] = [...SETTING_KEYS.map(fileKeyOf), ...BLOCKS];

/** The keys of `defaults`: a URL is one deployment's. */
export const DEFAULTS_KEYS: readonly string[] = DEPLOYMENT_KEYS.filter((key) => key !== fileKeyOf('target'));

const TOP_KEYS = ['defaults', 'deployments'] as const;

/** Names stand in paths, titles and command lines. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Most values of a file, keys included. */
const MOST_VALUES = 20_000;

/**
 * Reads a configuration file.
 * @throws UsageError with one line where it cannot be read, is empty, or has a key or a value that means nothing
 */
export function readConfigFile(file: string): ConfigFile {
  const content = parsed(readTextFile(file, 'the configuration file'), file);
  if (content === null || content === undefined) throw new UsageError(`${file} is empty: ${HOW_TO_BEGIN}`);
  const top = blockAt(content, file, 'must hold "deployments:" by name');
  for (const key of Object.keys(top)) {
    if (!isTopKey(key) && DEPLOYMENT_KEYS.includes(newName(key))) throw misplaced(key, file);
  }
  checkKeys(top, TOP_KEYS, file);
  checkNulls(top, file);
  const defaults = blockAt(top.defaults ?? {}, `defaults in ${file}`, 'must hold settings by name');
  checkBlock(defaults, DEFAULTS_KEYS, `defaults in ${file}`);
  const named = blockAt(top.deployments ?? {}, `deployments in ${file}`, 'must hold deployments by name');
  const deployments = new Map<string, Block>();
  for (const [name, value] of Object.entries(named)) {
    if (!NAME.test(name)) {
      throw new UsageError(
        `${file}: "${name.slice(0, 100)}" is no name of a deployment: use up to 64 letters, digits, dots, dashes and underscores`,
      );
    }
    const where = `deployments.${name} in ${file}`;
    const block = blockAt(value, where, 'must hold settings by name');
    checkBlock(block, DEPLOYMENT_KEYS, where);
    deployments.set(name, block);
  }
  if (top.deployments !== undefined && deployments.size === 0)
    throw new UsageError(`deployments in ${file} is empty: ${HOW_TO_BEGIN}`);
  return { file, folder: path.dirname(path.resolve(file)), defaults, deployments };
}

const HOW_TO_BEGIN = 'name a deployment in it (`init` writes an example)';

function isTopKey(key: string): boolean {
  return TOP_KEYS.some((known) => known === key);
}

/** The names of options are no keys of the file where the file has a shorter one. */
function newName(key: string): string {
  return key in SETTING_NAMES ? fileKeyOf(key as SettingKey) : key;
}

function misplaced(key: string, file: string): UsageError {
  const name = newName(key);
  const isOwn = !DEFAULTS_KEYS.includes(name);
  const place = isOwn ? 'in a deployment, under deployments:' : 'under defaults:, or in a deployment';
  return new UsageError(`${file}: "${key}" does not stand at the top: write ${name} ${place}`);
}

function checkBlock(block: Block, keys: readonly string[], where: string): void {
  for (const key of Object.keys(block)) {
    const name = newName(key);
    if (name !== key && keys.includes(name))
      throw new UsageError(`${where} has no key "${key}": in the file it is called ${name}`);
    if (!keys.includes(key) && keys.length < DEPLOYMENT_KEYS.length && DEPLOYMENT_KEYS.includes(name))
      throw new UsageError(`${where} cannot hold ${name}: write it in each deployment`);
    if (/token|secret|password|access.?key/i.test(key) && !keys.includes(key))
      throw new UsageError(`${where} has no key "${key.slice(0, 100)}": credentials stand under auth:`);
  }
  checkKeys(block, keys, where);
  checkNested(block, 'auth', AUTH_KEYS, where);
  if (typeof block.auth === 'object' && block.auth !== null)
    checkNested(block.auth as Block, 'iam', IAM_KEYS, `auth of ${where}`);
  checkNested(block, 'implementation', IMPLEMENTATION_KEYS, where);
}

/** Checks the keys of a block within a block; what else it may be is for its reader to say. */
function checkNested(block: Block, key: string, keys: readonly string[], where: string): void {
  const value = block[key];
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    checkKeys(value as Block, keys, `${key} of ${where}`);
}

/** A key with nothing behind it was meant to say something. */
function checkNulls(value: unknown, file: string, place: readonly string[] = []): void {
  if (value === null)
    throw new UsageError(`${place.join('.')} in ${file} has no value: give it one, or delete the line`);
  if (typeof value !== 'object') return;
  for (const [key, each] of Object.entries(value as Block))
    if (each !== undefined) checkNulls(each, file, [...place, key.slice(0, 100)]);
}

function blockAt(value: unknown, where: string, expected: string): Block {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Block;
  throw new UsageError(`${where} ${expected}`);
}

/** Most levels of brackets, most marks of lists in a line, and most blanks before one. */
const DEEPEST = { brackets: 32, marks: 32, blanks: 200 };

/** The parser descends into every level, and ends the process where there are too many for its stack. */
function checkDepth(text: string, file: string): void {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > DEEPEST.brackets) throw tooDeep(file);
  }
  for (const line of text.split('\n')) {
    const blanks = line.length - line.trimStart().length;
    const marks = line.split(/[-?:](?=\s|$)/, DEEPEST.marks + 2).length - 1;
    if (blanks > DEEPEST.blanks || marks > DEEPEST.marks) throw tooDeep(file);
  }
}

function tooDeep(file: string): UsageError {
  return new UsageError(`the configuration file ${file} is nested too deep`);
}

/** Returns the content of a YAML or JSON text. */
function parsed(text: string, file: string): unknown {
  checkDepth(text, file);
  try {
    const document = parseDocument(text, {
      logLevel: 'silent',
      customTags: withoutNumbers,
      // Comparing every key with every other takes seconds for a file that is long enough; see below.
      uniqueKeys: false,
    });
    const [error] = document.errors;
    if (error !== undefined) throw error;
    checkSize(document, file);
    return document.toJS();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UsageError(`cannot read the configuration file ${file}: ${why.replace(/:$/, '')}`);
  }
}

/** @throws UsageError where the document has too many values, or a key twice */
function checkSize(document: ReturnType<typeof parseDocument>, file: string): void {
  let values = 0;
  visit(document, (_key, node) => {
    if (!isPair(node)) values += 1;
    if (values > MOST_VALUES)
      throw new UsageError(`the configuration file ${file} has more than ${MOST_VALUES} values`);
    if (!isMap(node)) return;
    const keys = new Set<string>();
    for (const { key } of node.items) {
      const name = isScalar(key) ? String(key.value) : isAlias(key) ? `*${key.source}` : undefined;
      if (name === undefined)
        throw new UsageError(`the configuration file ${file} has a key that is no text`);
      if (keys.has(name)) throw new UsageError(`${file} has "${name.slice(0, 100)}" twice in one place`);
      keys.add(name);
    }
  });
}

/** Numbers are read as texts: as a number, version 1.10 would be 1.1. */
function withoutNumbers(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag));
}
