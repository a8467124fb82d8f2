/** The settings by the names of their options, with their names in the environment and in the configuration file. */

interface SettingName {
  readonly variable: string;
  /** Takes several values: an option that is repeatable, commas in a variable, a list in the file. */
  readonly several?: true;
  /** Its key in the configuration file, where that is not the name of the option. */
  readonly inFile?: string;
  /** A path: in the configuration file it is relative to that file. */
  readonly isPath?: true;
  /** What holds where no source has it, in words. */
  readonly builtIn: string;
}

/**
 * Every setting by the name of its option, without the dashes. A new one needs a row here, an option in run-options.ts, a
 * field in settings.ts, and a property in openapi/configuration.schema.json.
 */
export const SETTING_NAMES = {
  target: { variable: 'RDS_TARGET', inFile: 'url', builtIn: 'the embedded reference deployment' },
  'project-id': { variable: 'RDS_PROJECT_ID', inFile: 'project', builtIn: "the embedded deployment's" },
  'instance-id': {
    variable: 'RDS_INSTANCE_IDS',
    inFile: 'instances',
    several: true,
    builtIn: "the embedded deployment's",
  },
  report: { variable: 'RDS_REPORT', isPath: true, builtIn: 'reports/latest' },
  lang: { variable: 'RDS_LANG', builtIn: 'en' },
  seed: { variable: 'RDS_SEED', builtIn: 'random' },
  budget: { variable: 'RDS_BUDGET', builtIn: 'standard' },
  'max-time': { variable: 'RDS_MAX_TIME', builtIn: '5m smoke, 30m standard, 4h exhaustive' },
  rate: { variable: 'RDS_RATE', builtIn: 'unlimited' },
  concurrency: { variable: 'RDS_CONCURRENCY', builtIn: '8' },
  timeout: { variable: 'RDS_TIMEOUT', builtIn: '30s' },
  ca: { variable: 'RDS_CA', isPath: true, builtIn: "the system's" },
  'client-cert': { variable: 'RDS_CLIENT_CERT', isPath: true, builtIn: 'none' },
  'client-key': { variable: 'RDS_CLIENT_KEY', isPath: true, builtIn: 'none' },
  insecure: { variable: 'RDS_INSECURE', builtIn: 'false' },
  only: { variable: 'RDS_ONLY', several: true, builtIn: 'all' },
  contract: { variable: 'RDS_CONTRACT', isPath: true, builtIn: 'of this package' },
  'accept-unexercised': { variable: 'RDS_ACCEPT_UNEXERCISED', builtIn: 'false' },
  challenge: { variable: 'RDS_CHALLENGE', builtIn: 'none' },
  waivers: { variable: 'RDS_WAIVERS', isPath: true, builtIn: 'none' },
  'write-waivers': { variable: 'RDS_WRITE_WAIVERS', isPath: true, builtIn: 'none' },
  clauses: { variable: 'RDS_CLAUSES', builtIn: 'the newest set' },
} as const satisfies Readonly<Record<string, SettingName>>;

export type SettingKey = keyof typeof SETTING_NAMES;

export const SETTING_KEYS = Object.keys(SETTING_NAMES) as readonly SettingKey[];

export function nameOf(key: SettingKey): SettingName {
  return SETTING_NAMES[key];
}
