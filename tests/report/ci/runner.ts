/** A build runner, which obeys whatever looks like a command. */

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Returns the commands that a runner finds in the output of a step. */
export function commandsIn(output: string): readonly Command[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, info, data] = /^\s*::(.*?)::(.*)$/s.exec(line) ?? [];
    if (info !== undefined && data !== undefined) return [commandOf(info, data, ',')];
    const [, older, rest] = /##([a-z]*\[[^\]]*)\](.*)$/is.exec(line) ?? [];
    return older === undefined || rest === undefined
      ? []
      : [commandOf(older.slice(older.indexOf('[') + 1), rest, ';')];
  });
}

function commandOf(info: string, data: string, separator: string): Command {
  const [name = '', ...rest] = info.split(' ');
  const properties = rest
    .join(' ')
    .split(separator)
    .filter((property) => property !== '')
    .map((property): readonly [string, string] => {
      const [key = '', ...value] = property.split('=');
      return [key, decode(value.join('='))];
    });
  return { name, properties: Object.fromEntries(properties), data: decode(data) };
}

function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
