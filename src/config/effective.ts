/** The settings of a run as `--print-config` shows them: each with where it came from, and no secret. */
import { Document, isMap, isScalar } from 'yaml';
import type { AuthSettings } from './auth.ts';
import { fileKeyOf } from './config-file.ts';
import type { FleetRun } from './fleet.ts';
import { nameOf, SETTING_KEYS } from './setting-names.ts';
import { DEFAULT_REPORT, type Settings } from './settings.ts';

/** One setting. */
export interface Effective {
  /** Its name in the configuration file. */
  readonly key: string;
  readonly value: unknown;
  readonly from: string;
}

/** Returns every setting of a deployment, in a fixed order. A seed that nobody gave is drawn anew by each run. */
export function effectiveSettings({ settings, chosen }: FleetRun): readonly Effective[] {
  const { written, auth, authFrom, headers, implementation } = chosen;
  const texts = SETTING_KEYS.map((key): Effective => {
    const source = written[key];
    const own = key === 'report' ? placed(settings) : undefined;
    const { several, builtIn } = nameOf(key);
    if (source === undefined) return { key: fileKeyOf(key), value: own ?? builtIn, from: 'built in' };
    const value = several === true ? source.texts : (source.texts.at(-1) ?? '');
    return { key: fileKeyOf(key), value: own ?? value, from: source.where };
  });
  return [
    ...texts,
    { key: 'auth', value: shownAuth(auth), from: authFrom ?? 'built in' },
    ...(headers === undefined
      ? []
      : [{ key: 'headers', value: JSON.parse(JSON.stringify(headers)), from: chosen.config ?? '' }]),
    ...(implementation === undefined
      ? []
      : [{ key: 'implementation', value: implementation, from: chosen.config ?? '' }]),
  ];
}

/** The reports of a fleet stand in folders of their own. */
function placed({ report }: Settings): string | undefined {
  return report === DEFAULT_REPORT ? undefined : report;
}

function shownAuth(auth: AuthSettings | undefined): unknown {
  if (auth === undefined || auth.kind === 'none') return 'none';
  const { kind, ...rest } = auth;
  const plain = JSON.parse(JSON.stringify(rest)) as Readonly<Record<string, unknown>>;
  return { kind, ...plain };
}

/** Returns the settings of all deployments as YAML; where each is from stands behind it. */
export function effectiveText(runs: readonly FleetRun[]): string {
  return runs
    .map((run) => {
      const settings = effectiveSettings(run);
      const document = new Document(Object.fromEntries(settings.map(({ key, value }) => [key, value])));
      if (isMap(document.contents)) {
        for (const [at, { key, value }] of document.contents.items.entries()) {
          const comment = ` ${settings[at]?.from}`;
          if (isScalar(value)) value.comment = comment;
          else if (isScalar(key)) key.commentBefore = comment;
        }
      }
      document.commentBefore = ` ${run.chosen.name ?? 'the deployment'}`;
      return document.toString({ lineWidth: 0 });
    })
    .join('---\n');
}

/** Returns the same for programs: by name, and by setting. */
export function effectiveJson(runs: readonly FleetRun[]): string {
  const of = (run: FleetRun) =>
    Object.fromEntries(effectiveSettings(run).map(({ key, value, from }) => [key, { value, from }]));
  return `${JSON.stringify(Object.fromEntries(runs.map((run) => [run.chosen.name ?? '', of(run)])), null, 2)}\n`;
}
