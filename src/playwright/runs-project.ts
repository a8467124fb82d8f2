/** Whether a project is among those that a command line asks Playwright to run. */

/** Without any `--project` all are run. A project may be named with `*`, in whatever case, and several at once. */
export function runsProject(name: string, argv: readonly string[]): boolean {
  const named = namedProjects(argv);
  return named.length === 0 || named.some((pattern) => matches(pattern, name));
}

function namedProjects(argv: readonly string[]): readonly string[] {
  const named: string[] = [];
  let isNaming = false;
  for (const word of argv) {
    const [, inline] = /^--project=(.*)$/.exec(word) ?? [];
    if (inline !== undefined) named.push(inline);
    else if (isNaming && !word.startsWith('-')) named.push(word);
    isNaming = word === '--project' || (isNaming && !word.startsWith('-'));
  }
  return named;
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name.toLowerCase());
}
