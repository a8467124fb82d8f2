/** The options of `run`, by the names that the environment and a configuration file use too. */
import { Help, Option } from 'commander';
import { VARIABLES } from '../config/deployments.ts';
import type { fromFlags } from '../config/setting-sources.ts';
import { DEFAULT_CONCURRENCY, DEFAULT_REPORT } from '../config/settings.ts';

/** The options as commander parses them. Those of settings are read later, with the settings of other sources. */
export interface RunFlags extends Readonly<Record<string, string | readonly string[] | boolean | undefined>> {
  readonly config?: string;
  readonly deployment?: readonly string[];
  readonly all?: boolean;
  readonly jobs?: string;
  readonly printConfig?: boolean;
  readonly plan?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly sign?: string;
}

export const SETTINGS_HELP = `
${new Help().boxWrap(
  `Each setting is read from its option, else from the environment, else from the deployment in the configuration file \
(YAML or JSON), else from its defaults. \`init\` writes such a file. Environment variables: ${VARIABLES.join(', ')}; commas \
separate several values. Credentials come from the environment or the file, never from the command line: RDS_AUTH_TOKEN, \
RDS_AUTH_TOKEN_FILE, RDS_ACCESS_KEY with RDS_SECRET_KEY (and RDS_SECURITY_TOKEN), or RDS_IAM_ENDPOINT with RDS_IAM_USER, \
RDS_IAM_PASSWORD and RDS_IAM_DOMAIN. With these four, POST {RDS_IAM_ENDPOINT}/v3/auth/tokens obtains the token: the one \
request that is not a GET, and the one that does not go to the deployment. Proxies: HTTPS_PROXY, HTTP_PROXY, NO_PROXY.`,
  118,
)}`;

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
    new Option(
      '--max-time <duration>',
      'most time of the run, such as 90s, 30m or 4h; 0 is none (default: 5m smoke, 30m standard, 4h exhaustive)',
    ),
    new Option('--rate <n>', 'maximum requests per second (default: unlimited)'),
    new Option('--concurrency <n>', `maximum requests at the same time (default: ${DEFAULT_CONCURRENCY})`),
    new Option('--timeout <duration>', 'longest time of one request, such as 90s; 0 is none (default: 30s)'),
    new Option('--ca <file>', 'certificates (PEM) to trust besides those of the system'),
    new Option('--client-cert <file>', "the client's certificate (PEM), where the deployment asks for one"),
    new Option('--client-key <file>', 'the key of that certificate (PEM)'),
    new Option('--insecure', 'do not check certificates; the report says so and cannot be certified'),
    new Option('--only <slug-or-chapter>', 'judge only this clause or chapter; repeatable').argParser(
      collect,
    ),
    new Option('--contract <file>', 'OpenAPI document to judge by (default: the one of this package)'),
    new Option('--config <file>', 'configuration file (YAML or JSON): deployments by name'),
    new Option('--deployment <name>', 'deployment of the configuration file; repeatable').argParser(collect),
    new Option('--all', 'every deployment of the configuration file'),
    new Option('--plan', 'print how many requests the run will send and how long that takes; send nothing'),
    new Option('--print-config', 'print the settings and where each is from, without secrets; send nothing'),
    new Option('--jobs <n>', 'deployments judged at the same time, 1 to 16 (default: 1)'),
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

/** Returns the values of the options by the names of the settings. */
export function settingsIn(flags: RunFlags): Parameters<typeof fromFlags>[0] {
  return Object.fromEntries(runOptions().map((option) => [option.name(), flags[option.attributeName()]]));
}
