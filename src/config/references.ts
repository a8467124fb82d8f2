/** `${NAME}` in texts of the configuration file: the value of an environment variable. */
import { UsageError } from './usage-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\{([^}]*)\}/g;

/**
 * Returns the text with the values of the variables that it refers to.
 * @param where the text is, for messages
 * @throws UsageError where a variable is not set, or is blank, or a reference names none
 */
export function expand(text: string, where: string, env: Environment): string {
  return text.replaceAll(REFERENCE, (reference, name: string) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw new UsageError(
        `${where} has "${reference}", which names no environment variable: write \${NAME}`,
      );
    const value = env[name]?.trim() ?? '';
    if (value === '')
      throw new UsageError(`${where} needs the environment variable ${name}, which is not set`);
    return value;
  });
}

/** Returns whether the text refers to a variable. */
export function refers(text: string): boolean {
  return referencesIn(text).length > 0;
}

/** Returns the names of the variables that a value refers to, however deep. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, name]) => name ?? '');
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(referencesIn);
}
