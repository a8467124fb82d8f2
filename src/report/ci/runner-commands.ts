/**
 * Build runners read along with what a step prints, and take certain lines for commands: GitHub's for `::error::…` at
 * the beginning of a line and `##[…]` anywhere in it, Azure's and TeamCity's for `##name[…]`. A deployment must not
 * have its say there.
 */

/** Whether a runner reads along that obeys what it reads. */
export function readsCommands(env: Readonly<Record<string, string | undefined>>): boolean {
  return onGitHub(env) || Boolean(env.TF_BUILD) || Boolean(env.TEAMCITY_VERSION);
}

/** Whether the process runs in a workflow of GitHub or of one that behaves like it. */
export function onGitHub(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.GITHUB_ACTIONS === 'true';
}

/** `##[` and `##name[`, wherever they stand. */
const ANYWHERE = /#(?=#[a-z]*\[)/gi;

/** `text` without a command in any of its lines: the character that makes it one is spelled out. */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1\\x3a').replace(ANYWHERE, '\\x23');
}

/** A JSON document without a command in any of its lines, and of the same value: its lines never begin with a text. */
export function jsonWithoutCommands(json: string): string {
  return json.replace(ANYWHERE, '\\u0023');
}

/** A command of a workflow, in one line: nothing within its texts can end it or begin another. */
export function workflowCommand(name: 'error' | 'warning', title: string, lines: readonly string[]): string {
  return `::${name} title=${escapeProperty(title)}::${escapeData(lines.join('\n'))}`;
}

/** As GitHub's toolkit has it, which the runner undoes. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
