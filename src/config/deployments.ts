/** Which deployments a run judges, and what each source says of each. */
import { nearestNames } from '../contract/nearest-name.ts';
import { AUTH_VARIABLES, type AuthSettings, authInEnvironment, readAuth } from './auth.ts';
import { type Block, type ConfigFile, fileKeyOf, readConfigFile } from './config-file.ts';
import { checkEnvironment } from './environment-check.ts';
import { type ExtraHeaders, readHeaders } from './extra-headers.ts';
import { type Implementation, readImplementation } from './implementation.ts';
import { type Environment, referencesIn } from './references.ts';
import { SETTING_KEYS, SETTING_NAMES, type SettingKey } from './setting-names.ts';
import { fromBlock, fromEnvironment, type Source } from './setting-sources.ts';
import { UsageError } from './usage-error.ts';

/** What names the deployments, on the command line. The environment is asked where it is left out. */
export interface Choice {
  /** A configuration file; RDS_CONFIG. */
  readonly config?: string | undefined;
  /** Names of deployments in it; RDS_DEPLOYMENT. */
  readonly deployments?: readonly string[] | undefined;
  /** All deployments of the file. */
  readonly all?: boolean | undefined;
  /** Whether it is one of several, even where it is chosen alone: no source but the file says where it is. */
  readonly ofSeveral?: boolean;
}

/** A deployment with all that was written of it; the sources are in their order already. */
export interface Chosen {
  /** Its name in the file; left out where the file names none, or there is no file. */
  readonly name?: string;
  readonly config?: string;
  readonly written: Source;
  readonly auth?: AuthSettings;
  /** Where the credential is from. */
  readonly authFrom?: string;
  readonly headers?: ExtraHeaders;
  readonly implementation?: Implementation;
}

export interface Selection {
  /** At least one. */
  readonly chosen: readonly [Chosen, ...Chosen[]];
  readonly warnings: readonly string[];
}

/** Variables that are read and are no settings. RDS_ENDPOINT stands in the curl lines of reports. */
const OTHER_VARIABLES = ['RDS_CONFIG', 'RDS_DEPLOYMENT', 'RDS_ENDPOINT', ...AUTH_VARIABLES] as const;

/** Every variable that this suite reads, whatever the file says. */
export const VARIABLES: readonly string[] = [
  ...Object.values(SETTING_NAMES).map(({ variable }) => variable),
  ...OTHER_VARIABLES,
];

/** These say which deployment it is: each is of one alone. */
const OF_ONE: readonly SettingKey[] = ['target', 'project-id', 'instance-id'];

/**
 * Returns the deployments to judge with what each source says of them. A setting is taken from the options, else the
 * environment, else the deployment in the file, else its defaults. A credential belongs to a deployment: its own in the
 * file is taken before that of the environment, which is never sent to it.
 * @throws UsageError with one line that says what to do
 */
export function chooseDeployments(flags: Source, env: Environment, choice: Choice = {}): Selection {
  const name = choice.config ?? (env.RDS_CONFIG?.trim() || undefined);
  const file = name === undefined ? undefined : readConfigFile(name);
  const names = namesOf(file, choice, env);
  const given: Source = { ...fromEnvironment(env), ...flags };
  const [first, second] = names;
  if (second !== undefined || choice.ofSeveral === true) checkOfOne(given);
  const read = (each: string | undefined) => chosenOf(each, file, given, env);
  const chosen: readonly [Chosen, ...Chosen[]] = [read(first), ...names.slice(1).map(read)];
  const blocks = [file?.defaults, ...(file?.deployments.values() ?? [])];
  const known = [...VARIABLES, ...blocks.flatMap(referencesIn)];
  const unread = checkEnvironment(
    env,
    known,
    chosen.every(({ written }) => written.target !== undefined),
  );
  return {
    chosen,
    warnings: [...(unread === undefined ? [] : [unread]), ...unusedCredentials(chosen, env, blocks)],
  };
}

/** Returns the names of the deployments in a file, in its order. @throws UsageError where it cannot be used */
export function deploymentsIn(file: string): readonly string[] {
  return [...readConfigFile(file).deployments.keys()];
}

function namesOf(
  file: ConfigFile | undefined,
  { deployments: asked = [], all = false }: Choice,
  env: Environment,
): readonly string[] {
  const inEnvironment = (env.RDS_DEPLOYMENT ?? '').split(',').map((name) => name.trim());
  const byEnvironment = asked.length === 0 && !all ? inEnvironment.filter((name) => name !== '') : [];
  const where = asked.length > 0 ? '--deployment' : all ? '--all' : 'RDS_DEPLOYMENT';
  const wanted = [...new Set([...asked, ...byEnvironment])];
  if (asked.length > 0 && all)
    throw new UsageError('--all and --deployment are given: leave out one of them');
  if (file === undefined) {
    if (wanted.length === 0 && !all) return [];
    throw new UsageError(
      `${where} names deployments of a configuration file: add --config FILE (RDS_CONFIG)`,
    );
  }
  const names = [...file.deployments.keys()];
  if (all && names.length === 0)
    throw new UsageError(`${file.file} names no deployments: write them under deployments:`);
  if (all) return names;
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const [near] = nearestNames(name, names, 1);
    const hint = near === undefined ? `it has ${listed(names)}` : `did you mean ${near}?`;
    throw new UsageError(`${where}: ${file.file} has no deployment "${name}": ${hint}`);
  }
  if (wanted.length === 0 && names.length > 1)
    throw new UsageError(`${file.file} has ${listed(names)}: choose with --deployment NAME, or --all`);
  return wanted.length > 0 ? wanted : names;
}

const MOST_LISTED = 8;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.length === 0
    ? 'none'
    : names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function checkOfOne(given: Source): void {
  for (const key of OF_ONE) {
    const written = given[key];
    if (written === undefined) continue;
    throw new UsageError(
      `${written.where} is of one deployment, and several are to be judged: leave it out, or choose one deployment`,
    );
  }
}

function chosenOf(
  name: string | undefined,
  file: ConfigFile | undefined,
  given: Source,
  env: Environment,
): Chosen {
  if (file === undefined) {
    const auth = authInEnvironment(env);
    return { written: given, ...(auth === undefined ? {} : { auth, authFrom: 'environment' }) };
  }
  const own: Block = (name === undefined ? undefined : file.deployments.get(name)) ?? {};
  const ownName = `deployments.${name}`;
  // What a source before it replaces is not read: the variables in it need not be set.
  const ofOwn = fromBlock(without(own, given), ownName, file, env);
  const ofDefaults = fromBlock(without(file.defaults, { ...given, ...ofOwn }), 'defaults', file, env);
  const written: Source = { ...ofDefaults, ...ofOwn, ...given };
  if (written.target === undefined)
    throw new UsageError(
      `${file.file} says of no deployment where it is: write its url, or give --target URL (RDS_TARGET)`,
    );
  const block = (key: string) =>
    own[key] !== undefined
      ? { value: own[key], where: `${ownName}.${key} in ${file.file}` }
      : file.defaults[key] !== undefined
        ? { value: file.defaults[key], where: `defaults.${key} in ${file.file}` }
        : undefined;
  const implementation = block('implementation');
  return {
    ...(name === undefined ? {} : { name }),
    config: file.file,
    written,
    ...credentialOf(own, file, ownName, env),
    ...headersOf(own, file, ownName, env),
    ...(implementation === undefined
      ? {}
      : { implementation: readImplementation(implementation.value, implementation.where, env) }),
  };
}

function without(block: Block, covered: Source): Block {
  const names = SETTING_KEYS.filter((key) => covered[key] !== undefined).map(fileKeyOf);
  return Object.fromEntries(Object.entries(block).filter(([key]) => !names.includes(key)));
}

function credentialOf(
  own: Block,
  file: ConfigFile,
  ownName: string,
  env: Environment,
): Pick<Chosen, 'auth' | 'authFrom'> {
  const read = (block: unknown, place: string) => {
    const authFrom = `${place}.auth in ${file.file}`;
    return { auth: readAuth(block, authFrom, env, file.folder), authFrom };
  };
  if (own.auth !== undefined) return read(own.auth, ownName);
  const inEnvironment = authInEnvironment(env);
  if (inEnvironment !== undefined) return { auth: inEnvironment, authFrom: 'environment' };
  return file.defaults.auth === undefined ? {} : read(file.defaults.auth, 'defaults');
}

function headersOf(own: Block, file: ConfigFile, ownName: string, env: Environment): Pick<Chosen, 'headers'> {
  const read = (block: unknown, place: string) =>
    block === undefined ? {} : readHeaders(block, `${place}.headers in ${file.file}`, env);
  const headers = { ...read(file.defaults.headers, 'defaults'), ...read(own.headers, ownName) };
  return Object.keys(headers).length === 0 ? {} : { headers };
}

/** A credential in the environment that the file replaces may have been meant. */
function unusedCredentials(
  chosen: readonly Chosen[],
  env: Environment,
  blocks: readonly unknown[],
): readonly string[] {
  const referred = blocks.flatMap(referencesIn);
  const set = AUTH_VARIABLES.filter((name) => (env[name]?.trim() ?? '') !== '' && !referred.includes(name));
  const [first] = set;
  if (first === undefined) return [];
  const others = chosen.filter(({ authFrom }) => authFrom !== undefined && authFrom !== 'environment');
  if (others.length === 0) return [];
  const names = listed(others.map(({ name }) => name ?? ''));
  return [`warning: ${first} is not used for ${names}: the configuration file has another credential`];
}
