/** `certify`: a certificate for a report that its evidence supports and whose every MUST clause passed. */
import { Command } from 'commander';
import { certify, type Issued } from '../audit/certify/certify.ts';
import { readSigningKey } from '../audit/certify/keys.ts';
import { loadContract } from '../contract/contract.ts';
import { excerpt } from '../report/visible.ts';
import { directoryOfReport, readReport } from '../result/read-report.ts';
import { diagnose } from './verify.ts';

interface CertifyFlags {
  readonly sign?: string;
  readonly out?: string;
  readonly challenge?: string;
  readonly contract?: string;
}

const HELP = `
The certificate is an in-toto Statement (test-result) in a DSSE envelope. It is issued only where the whole catalogue was
judged, every MUST clause passed and was exercised, nothing was waived, the configuration named the implementation, and
\`verify\` finds that the evidence supports the report.

Exit codes:
  0    issued
  1    not issued: each line says why
  2    not a report, a key that cannot be used, or wrong usage`;

/** Characters of one reason. */
const LINE = 600;

/** @param end receives the exit code */
export function certifyCommand(end: (code: number) => void): Command {
  return new Command('certify')
    .description('certify a report, where it deserves that')
    .argument('<dir>', 'directory of a report: conformance.json and evidence/')
    .option('--sign <file>', 'ed25519 private key to sign with (PEM); without it the statement is not signed')
    .option('--out <file>', 'where to write the certificate (default: beside the report)')
    .option('--challenge <nonce>', 'the nonce that the run must have been given')
    .option('--contract <file>', 'OpenAPI document that the run was judged by (default: that of the package)')
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

export function issuedLines({ file, reasons }: Issued, isSigned: boolean): readonly string[] {
  if (file !== undefined) return [`certificate: ${file}${isSigned ? '' : ' (not signed: --sign KEYFILE)'}`];
  return [...reasons.map((reason) => `not certified: ${excerpt(reason, LINE)}`)];
}
