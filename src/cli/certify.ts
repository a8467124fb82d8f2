/** `certify`: a certificate for a report whose every MUST clause passed and that its evidence supports. */
import { Command } from 'commander';
import { certify, type Issued } from '../audit/certify/certify.ts';
import { readSigningKey } from '../audit/certify/keys.ts';
import { loadContract } from '../contract/contract.ts';
import { excerpt } from '../report/visible.ts';
import { directoryOfReport, readReport } from '../result/report-file.ts';
import { diagnose } from './verify.ts';

interface CertifyFlags {
  readonly sign?: string;
  readonly out?: string;
  readonly challenge?: string;
  readonly contract?: string;
}

const HELP = `
The certificate is an in-toto Statement (test-result) in a DSSE envelope. It is issued only if the whole catalogue was
judged, every MUST clause was exercised and passed, nothing was waived, the configuration names the implementation, and
\`verify\` confirms the report.

Exit codes:
  0    issued
  1    not issued: each line gives a reason
  2    not a report, an unusable key, or wrong usage`;

/** Characters of one reason. */
const LINE = 600;

/** Returns the command `certify`. @param end receives the exit code */
export function certifyCommand(end: (code: number) => void): Command {
  return new Command('certify')
    .description('issue a certificate for a conformant report')
    .argument('<dir>', 'directory of the report, with conformance.json and evidence/')
    .option(
      '--sign <file>',
      'ed25519 private key to sign with (PEM); without it the certificate is not signed',
    )
    .option('--out <file>', 'file of the certificate (default: in the directory)')
    .option('--challenge <nonce>', 'nonce that the run must have used')
    .option(
      '--contract <file>',
      'OpenAPI document that the run was judged by (default: the one of this package)',
    )
    .addHelpText('after', HELP)
    .action(async (place: string, { sign, out, challenge, contract }: CertifyFlags) => {
      const key = sign === undefined ? undefined : readSigningKey(sign);
      if (key?.warning !== undefined) process.stderr.write(`warning: ${excerpt(key.warning, LINE)}\n`);
      const issued = await certify(directoryOfReport(place), readReport(place), {
        contract: loadContract(contract),
        diagnose,
        ...(key === undefined ? {} : { key }),
        ...(out === undefined ? {} : { out }),
        ...(challenge === undefined ? {} : { challenge }),
      });
      process.stdout.write(`${issuedLines(issued, key !== undefined).join('\n')}\n`);
      end(issued.file === undefined ? 1 : 0);
    });
}

/** Returns the lines that say whether a certificate was issued, and why not. */
export function issuedLines({ file, reasons }: Issued, isSigned: boolean): readonly string[] {
  if (file !== undefined) return [`certificate: ${file}${isSigned ? '' : ' (not signed: --sign KEYFILE)'}`];
  return [...reasons.map((reason) => `not certified: ${excerpt(reason, LINE)}`)];
}
