/** The options of `run`, by the names that the environment and a configuration file use too. */
import { Option } from 'commander';
import type { SettingKey } from '../config/setting-sources.ts';
import { DEFAULT_CONCURRENCY, DEFAULT_REPORT } from '../config/settings.ts';

/** The options as commander parses them; their texts are read later, as those of other sources. */
export interface RunFlags {
  readonly target?: string;
  readonly projectId?: string;
  readonly instanceId?: readonly string[];
  readonly report?: string;
  readonly lang?: string;
  readonly seed?: string;
  readonly budget?: string;
  readonly rate?: string;
  readonly concurrency?: string;
  readonly only?: readonly string[];
  readonly contract?: string;
  readonly config?: string;
  readonly acceptUnexercised?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly challenge?: string;
  readonly sign?: string;
  readonly waivers?: string;
  readonly writeWaivers?: string;
  readonly clauses?: string;
}

export const SETTINGS_HELP = `
Each setting is read from its option, else from the environment, else from the configuration file (YAML or JSON; its
keys are the names of the options). Environment variables: RDS_TARGET, RDS_PROJECT_ID, RDS_INSTANCE_IDS and RDS_ONLY
(both separated by commas), RDS_REPORT, RDS_LANG, RDS_SEED, RDS_BUDGET, RDS_RATE, RDS_CONCURRENCY, RDS_CONTRACT,
RDS_ACCEPT_UNEXERCISED, RDS_CHALLENGE, RDS_WAIVERS, RDS_WRITE_WAIVERS, RDS_CLAUSES, RDS_CONFIG.
Only in the file: implementation, the organization, product, version, url and contact behind the deployment, which the
report shows first. Only in the environment: the credential, RDS_AUTH_TOKEN.`;

/** Returns the options of `run`. */
export function runOptions(): readonly Option[] {
  return [
    new Option('--target <url>', 'base URL of the deployment (http or https), with its path prefix if any'),
    new Option('--project-id <id>', 'project of the instances'),
    new Option('--instance-id <id>', 'instance whose backups are listed; repeatable').argParser(collect),
    new Option('--report <dir>', `directory of the report (default: ${DEFAULT_REPORT})`),
    new Option('--lang <language>', 'language of the output and the page: en or zh (default: en)'),
    new Option(
      '--seed <n>',
      'seed of the random cases; the same seed gives the same cases (default: random)',
    ),
    new Option('--budget <budget>', 'requests: smoke, standard, exhaustive or a number (default: standard)'),
    new Option('--rate <n>', 'maximum requests per second (default: unlimited)'),
    new Option('--concurrency <n>', `maximum requests at the same time (default: ${DEFAULT_CONCURRENCY})`),
    new Option('--only <slug-or-chapter>', 'judge only this clause or chapter; repeatable').argParser(
      collect,
    ),
    new Option('--contract <file>', 'OpenAPI document to judge by (default: the one of this package)'),
    new Option('--config <file>', 'configuration file (YAML or JSON)'),
    new Option(
      '--accept-unexercised',
      'a MUST clause that the data cannot exercise does not make the run inconclusive',
    ),
    new Option('--json', 'print only the report, as JSON; all other output goes to stderr'),
    new Option('--quiet', 'print only the verdict line'),
    new Option(
      '--challenge <nonce>',
      'nonce of a certifier; the cases depend on it, so the evidence cannot be older than it',
    ),
    new Option(
      '--sign <file>',
      'certify a conformant run, signed with this ed25519 private key (PEM); see certify',
    ),
    new Option('--waivers <file>', 'file of waivers: known violations that do not fail the run (YAML)'),
    new Option('--write-waivers <file>', 'write a draft of such a file from the violations of this run'),
    new Option('--clauses <version>', 'score only the clauses of this clause set (default: the newest)'),
  ];
}

/** Collects an option that is repeatable. */
export function collect(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), text];
}

/** Returns the texts of the options, by the names of the settings. */
export function textsOf(
  flags: RunFlags,
): Readonly<Record<SettingKey, string | readonly string[] | boolean | undefined>> {
  return {
    target: flags.target,
    'project-id': flags.projectId,
    'instance-id': flags.instanceId,
    report: flags.report,
    lang: flags.lang,
    seed: flags.seed,
    budget: flags.budget,
    rate: flags.rate,
    concurrency: flags.concurrency,
    only: flags.only,
    contract: flags.contract,
    'accept-unexercised': flags.acceptUnexercised,
    challenge: flags.challenge,
    waivers: flags.waivers,
    'write-waivers': flags.writeWaivers,
    clauses: flags.clauses,
  };
}
