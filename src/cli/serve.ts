/** `serve`: the reference deployment alone, on a port, until Ctrl-C. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../config/usage-error.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { suggestion } from '../contract/nearest-name.ts';
import { writeQuery } from '../contract/wire.ts';
import { createReference, type Reference } from '../reference/reference.ts';
import { faults, variants } from '../reference/registry.ts';
import { serveReference } from '../reference/server.ts';
import { nextSignal } from './interruption.ts';
import { variantLines } from './list.ts';
import { collect } from './run-options.ts';
import { givenIn, lendCredential, secretsOf } from './serve-credential.ts';

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly fault?: string;
  readonly variant?: readonly string[];
  readonly backups?: number;
  readonly seed?: number;
  readonly contract?: string;
  readonly auth?: 'token' | 'aksk' | 'iam';
  readonly tokenFile?: string;
  readonly listFaults?: boolean;
}

const HELP = `
The deployment requires a token (--auth token), a signature by an access key (aksk), or a token of its own identity
service (iam). What it accepts is what the RDS_ variables of \`run\` hold, if they are set, or made for it: then it is
written to a file that only you can read (--token-file, or a temporary file), which is removed at the end.`;

export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the reference deployment, correct or with one fault, until Ctrl-C')
    .option('--port <n>', 'port; 0 means any free one', wholeUpTo(65535), 0)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--fault <slug>', 'give it this fault')
    .option('--variant <slug>', 'give it this variant, another conformant way to behave; repeatable', collect)
    .option('--backups <n>', 'backups of its first instance', wholeUpTo(10_000_000))
    .option('--seed <n>', 'seed of its data', wholeUpTo(2 ** 31 - 1))
    .option('--contract <file>', 'OpenAPI document to serve (default: the one of the package)')
    .addOption(
      new Option(
        '--auth <kind>',
        'what requests carry: a token, a signature by an access key, a token of IAM',
      )
        .choices(['token', 'aksk', 'iam'])
        .default('token'),
    )
    .option('--token-file <file>', 'where to write the new token, key or password')
    .option('--list-faults', 'list the faults and exit')
    .addHelpText('after', HELP)
    .action((flags: ServeFlags) => (flags.listFaults ? printFaults() : serve(flags)));
}

function printFaults(): void {
  process.stdout.write(`${variantLines(faults).join('\n')}\n`);
}

async function serve(flags: ServeFlags): Promise<void> {
  mustExist('fault', flags.fault === undefined ? [] : [flags.fault], faults);
  mustExist('variant', flags.variant ?? [], variants);
  const { backups, seed, fault, variant, auth } = flags;
  const given = givenIn(process.env);
  const contract = loadContract(flags.contract);
  const reference = createReference(contract, {
    backups,
    seed,
    fault,
    variant,
    auth,
    ...given,
  });
  const stopped = nextSignal();
  const served = await listening(reference, flags);
  const token = await lendCredential(secretsOf(reference, served.url), process.env, flags.tokenFile);
  try {
    process.stdout.write(`${lines(contract, reference, served.url, flags, token.lines).join('\n')}\n`);
    await stopped;
    process.stderr.write('stopped\n');
  } finally {
    await token.takeBack();
    await served.close();
  }
}

function lines(
  { operation }: Contract,
  reference: Reference,
  url: string,
  flags: ServeFlags,
  token: readonly string[],
): readonly string[] {
  const { projectId, instances } = reference;
  const asked = instances.map((instance) => ` --instance-id ${instance}`).join('');
  const contract = flags.contract === undefined ? '' : ` --contract ${flags.contract}`;
  const query = writeQuery(operation.write({ instance: instances[0] ?? '', limit: 2 }));
  return [
    `url       ${url}`,
    `project   ${projectId}`,
    ...instances.map((instance) => `instance  ${instance}`),
    ...(flags.fault === undefined ? [] : [`fault     ${flags.fault}`]),
    ...(flags.variant ?? []).map((slug) => `variant   ${slug}`),
    ...token,
    '',
    ...(reference.key === undefined && reference.iam === undefined
      ? [
          'call it   ' +
            `curl -sS -H "${operation.headers.token}: $RDS_AUTH_TOKEN" '${url}${operation.path(projectId)}?${query}'`,
        ]
      : []),
    `judge it  rds-backups-conformance run --target ${url} --project-id ${projectId}${asked}${contract}`,
    'stop it   Ctrl-C',
  ];
}

async function listening(reference: Reference, { port, host }: ServeFlags) {
  try {
    return await serveReference(reference, { port, host });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot listen on ${host}:${port}: ${why}`);
  }
}

function mustExist(kind: string, slugs: readonly string[], all: readonly { readonly slug: string }[]): void {
  const names = all.map(({ slug }) => slug);
  const unknown = slugs.find((slug) => !names.includes(slug));
  if (unknown === undefined) return;
  throw new UsageError(
    `no ${kind} is called "${unknown}"${suggestion(unknown, names)} (see \`list --${kind}s\`)`,
  );
}

function wholeUpTo(most: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
    throw new InvalidArgumentError(`it must be a whole number from 0 to ${most}.`);
  };
}
