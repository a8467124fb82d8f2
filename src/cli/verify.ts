/** `verify`: whether a report follows from the evidence beside it. Nothing is sent. */
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
import { directoryOfReport, readReport } from '../result/read-report.ts';
import type { RunResult } from '../result/result.ts';
import { EXIT } from './exit-codes.ts';
import { voiceOf } from './voice.ts';

interface VerifyFlags {
  readonly challenge?: string;
  readonly contract?: string;
  readonly json?: boolean;
  readonly publicKey?: string;
  readonly certificate?: string;
}

const HELP = `
Judges every clause once more, on the recorded exchanges alone, and compares what comes out with the report word by word.

Exit codes:
  0    verified, conformant
  1    verified, nonconformant
  2    not a report, or wrong usage
  3    verified, inconclusive
  4    the evidence does not support the report: each line says what is wrong`;

/** Characters of one line on what is wrong. */
const LINE = 600;

/** @param end receives the exit code */
export function verifyCommand(end: (code: number) => void): Command {
  return new Command('verify')
    .description('verify a report by the evidence beside it, without a deployment')
    .argument('<dir>', 'directory of a report: conformance.json and evidence/')
    .option('--challenge <nonce>', 'the nonce that the run must have been given')
    .option(
      '--contract <file>',
      'OpenAPI document that the run was judged by (default: the one of the package)',
    )
    .option('--public-key <file>', 'ed25519 public key (PEM) that the certificate must be signed with')
    .option('--certificate <file>', 'the certificate (default: that beside the report)')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', HELP)
    .action(async (place: string, flags: VerifyFlags) => {
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
      const voice = voiceOf({ json, quiet: false }, process.env);
      if (json) voice.print(`${JSON.stringify(found, null, 2)}\n`);
      voice.say(`${linesOf(found).join('\n')}\n`);
      end(found.verdict === undefined ? EXIT.unsupported : EXIT[found.verdict]);
    });
}

/** The diagnosis is loaded for a report that has one. */
export const diagnose: Diagnose = async (contract, result, recordings) => {
  const { diagnosed } = await import('../diagnosis/diagnosed.ts');
  return diagnosed(contract, result, recordings);
};

/** A certificate that does not hold takes the verdict away. */
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

function linesOf({ verdict, complaints, notes, exchanges }: Verification): readonly string[] {
  const last =
    verdict === undefined
      ? `not verified: the evidence does not support the report (${complaints.length} ${complaints.length === 1 ? 'complaint' : 'complaints'})`
      : `verified: ${verdict} (every word of the report follows from its ${exchanges} recorded exchanges)`;
  return [
    ...complaints.map((complaint) => `wrong: ${excerpt(complaint, LINE)}`),
    ...notes.map((note) => `note: ${excerpt(note, LINE)}`),
    last,
  ];
}
