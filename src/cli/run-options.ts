/** The options of `run`, by the names that the environment and a configuration file use too. */
import { Option } from 'commander';
import type { SettingKey } from '../config/setting-sources.ts';
import { DEFAULT_CONCURRENCY, DEFAULT_REPORT } from '../config/settings.ts';

/** What commander makes of the options; texts are judged later, wherever they came from. */
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
Each setting is taken from its option, else from the environment, else from the configuration file (YAML or JSON, with
the options' names as keys). In the environment: RDS_TARGET, RDS_PROJECT_ID, RDS_INSTANCE_IDS and RDS_ONLY (separated
by commas), RDS_REPORT, RDS_LANG, RDS_SEED, RDS_BUDGET, RDS_RATE, RDS_CONCURRENCY, RDS_CONTRACT,
RDS_ACCEPT_UNEXERCISED, RDS_CHALLENGE, RDS_WAIVERS, RDS_WRITE_WAIVERS, RDS_CLAUSES, RDS_CONFIG. In the file alone: implementation, with the organization,
product, version, url and contact that stand behind the deployment; the report opens with them. The credential:
RDS_AUTH_TOKEN, in the environment alone.`;

export function runOptions(): readonly Option[] {
  return [
    new Option(
      '--target <url>',
      'base URL of the deployment, http or https, with its path prefix if it has one',
    ),
    new Option('--project-id <id>', 'project that the instances belong to'),
    new Option('--instance-id <id>', 'instance whose backups are listed; repeatable').argParser(collect),
    new Option('--report <dir>', `directory for the report's files (default: ${DEFAULT_REPORT})`),
    new Option(
      '--lang <language>',
      'en or zh: language of what is printed, and of the page at first sight (default: en)',
    ),
    new Option('--seed <n>', 'draws the same cases again (default: random, and printed)'),
    new Option(
      '--budget <budget>',
      'smoke, standard, exhaustive or a number of requests (default: standard)',
    ),
    new Option('--rate <n>', 'most requests a second (default: unlimited)'),
    new Option('--concurrency <n>', `most requests under way at once (default: ${DEFAULT_CONCURRENCY})`),
    new Option('--only <slug-or-chapter>', 'judge these clauses alone; repeatable').argParser(collect),
    new Option('--contract <file>', 'OpenAPI document to judge by (default: the one of the package)'),
    new Option('--config <file>', 'configuration file, YAML or JSON'),
    new Option(
      '--accept-unexercised',
      'a MUST clause that the data cannot exercise does not make the run inconclusive',
    ),
    new Option('--json', 'print the report as JSON, and nothing else; what people read goes to stderr'),
    new Option('--quiet', 'print the verdict line alone'),
    new Option(
      '--challenge <nonce>',
      "a certifier's nonce: the cases are drawn from it, so the evidence cannot be older than it",
    ),
    new Option(
      '--sign <file>',
      'certify a conformant run, signed with this ed25519 private key (PEM); see certify',
    ),
    new Option('--waivers <file>', 'known deviations, which do not fail the run (YAML)'),
    new Option('--write-waivers <file>', 'draft such a file from what fails'),
    new Option('--clauses <version>', 'score the clauses of this set alone (default: the newest set)'),
  ];
}

/** Gathers an option that may be given several times. */
export function collect(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), text];
}

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
