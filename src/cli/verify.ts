/** `verify`: whether a report follows from its evidence. Nothing is sent. */
import type { KeyObject } from 'node:crypto';
import path from 'node:path';
import { Command } from 'commander';
import { CERTIFICATE_FILE } from '../audit/certify/certify.ts';
import { complaintsOfCertificate } from '../audit/certify/check-certificate.ts';
import { keyIdOf } from '../audit/certify/envelope.ts';
import { readPublicKey } from '../audit/certify/keys.ts';
import type { Diagnose } from '../audit/verify/assemble-again.ts';
import { type Verification, verify } from '../audit/verify/verify.ts';
import { UsageError } from '../config/usage-error.ts';
import { loadContract } from '../contract/contract.ts';
import { type Progress, progressOn } from '../report/terminal/progress.ts';
import { excerpt } from '../report/visible.ts';
import { directoryOfReport, partialOf, readReport } from '../result/report-file.ts';
import type { RunResult } from '../result/result.ts';
import { EXIT } from './exit-codes.ts';
import { outputFor } from './output.ts';

interface VerifyFlags {
  readonly challenge?: string;
  readonly contract?: string;
  readonly json?: boolean;
  readonly publicKey?: string;
  readonly certificate?: string;
}

const HELP = `
Judges every clause again, from the recorded exchanges alone, and compares the result with the report.

Exit codes:
  0    verified, conformant
  1    verified, nonconformant
  2    not a report, or wrong usage
  3    verified, inconclusive
  4    the evidence does not support the report: each line names an error`;

/** Characters of a line about an error. */
const LINE = 600;

/** Returns the command `verify`. @param end receives the exit code */
export function verifyCommand(end: (code: number) => void): Command {
  return new Command('verify')
    .description('check a report against its evidence, offline')
    .argument('<dir>', 'directory of the report, with conformance.json and evidence/')
    .option('--challenge <nonce>', 'nonce that the run must have used')
    .option(
      '--contract <file>',
      'OpenAPI document that the run was judged by (default: the one of this package)',
    )
    .option('--public-key <file>', 'ed25519 public key (PEM) to check the certificate with')
    .option('--certificate <file>', 'certificate to check (default: the one in the directory)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', HELP)
    .action(async (named: string, flags: VerifyFlags) => {
      const place = partialOf(named) ?? named;
      const { challenge, contract: file, json = false, publicKey, certificate } = flags;
      const key = publicKey === undefined ? undefined : readPublicKey(publicKey);
      if (key === undefined && certificate !== undefined)
        throw new UsageError('--certificate needs the key to check it with: add --public-key FILE');
      const contract = loadContract(file);
      const [report, directory] = [readReport(place), directoryOfReport(place)];
      const progress = progressOn(process.stderr, {
        clauses: report.clauses.length,
        requests: Math.max(1, report.requests),
      });
      const evidence = await verified(directory, report, progress, {
        contract,
        diagnose,
        ...(challenge === undefined ? {} : { challenge }),
      });
      const found =
        key === undefined
          ? evidence
          : withCertificate(
              evidence,
              certificate ?? path.join(directory, CERTIFICATE_FILE),
              key,
              directory,
              report,
            );
      const output = outputFor({ json, quiet: false });
      if (json) output.writeJson(`${JSON.stringify(found, null, 2)}\n`);
      output.writeText(`${linesOf(found, report.stopped?.cause === 'interrupted').join('\n')}\n`);
      end(found.verdict === undefined ? EXIT.unsupported : EXIT[found.verdict]);
    });
}

/** The diagnosis is loaded for a report that has one. */
export const diagnose: Diagnose = async (contract, result) => {
  const { diagnosed } = await import('../diagnosis/diagnose.ts');
  // Without a limit of time: the same evidence has the same diagnosis on any machine.
  return diagnosed(contract, result, () => 0);
};

/** With a wrong certificate there is no verdict. */
function withCertificate(
  found: Verification,
  file: string,
  key: KeyObject,
  directory: string,
  report: RunResult,
): Verification {
  const complaints = [...found.complaints, ...complaintsOfCertificate(file, key, directory, report)];
  const { verdict: _verdict, ...rest } = found;
  if (complaints.length > 0) return { ...rest, complaints };
  return { ...found, notes: [...found.notes, `the certificate is signed by ${keyIdOf(key)}`] };
}

async function verified(
  directory: string,
  report: Parameters<typeof verify>[1],
  progress: Progress,
  options: Parameters<typeof verify>[2],
): Promise<Verification> {
  try {
    return await verify(directory, report, {
      ...options,
      onAsked: (slug) => progress.requestSent(slug),
      onJudged: () => progress.clauseJudged(),
    });
  } finally {
    progress.done();
  }
}

function linesOf(
  { verdict, complaints, notes, exchanges }: Verification,
  isPartial: boolean,
): readonly string[] {
  const last =
    verdict === undefined
      ? `not verified: the evidence does not support the report (${complaints.length} ${complaints.length === 1 ? 'error' : 'errors'})`
      : `verified: ${isPartial ? 'partial, ' : ''}${verdict} (the whole report follows from its ${exchanges} recorded exchanges)`;
  return [
    ...complaints.map((complaint) => `error: ${excerpt(complaint, LINE)}`),
    ...notes.map((note) => `note: ${excerpt(note, LINE)}`),
    last,
  ];
}
