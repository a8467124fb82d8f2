/**
 * Build runners read the output of a step and obey commands in it: GitHub's `::error::…` at the beginning of a line and
 * `##[…]` anywhere in it, Azure's and TeamCity's `##name[…]`. Text of a deployment must not become a command.
 */

/** Returns whether a build runner reads the output of this process for commands. */
export function readsCommands(env: Readonly<Record<string, string | undefined>>): boolean {
  return onGitHub(env) || Boolean(env.TF_BUILD) || Boolean(env.TEAMCITY_VERSION);
}

/** Returns whether the process runs in a GitHub workflow or a compatible one. */
export function onGitHub(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.GITHUB_ACTIONS === 'true';
}

/** `##[` and `##name[`, anywhere in a line. */
const ANYWHERE = /#(?=#[a-z]*\[)/gi;

/** Returns `text` without commands: the character that begins one is escaped. */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1\\x3a').replace(ANYWHERE, '\\x23');
}

/** Returns the JSON document without commands and with the same value. No line of it begins with `::`. */
export function jsonWithoutCommands(json: string): string {
  return json.replace(ANYWHERE, '\\u0023');
}

/** Returns a workflow command in one line: nothing in its texts can end it or begin another. */
export function workflowCommand(
  name: 'error' | 'warning' | 'notice',
  title: string,
  lines: readonly string[],
): string {
  return `::${name} title=${escapeProperty(title)}::${escapeData(lines.join('\n'))}`;
}

/** As GitHub's toolkit escapes, and the runner unescapes. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
