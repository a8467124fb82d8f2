/** Checks that a certificate is signed by a trusted key and that it is about this report and its evidence. */
import type { KeyObject } from 'node:crypto';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { shortDigest } from '../../contract/digest.ts';
import { MOST_BYTES_OF_REPORT, MOST_BYTES_OF_SETTINGS, readPlainFile } from '../../contract/plain-file.ts';
import { REPORT_FILE } from '../../result/report-file.ts';
import type { RunResult } from '../../result/result.ts';
import { isCertifiable } from './conditions.ts';
import { isEnvelope, opened, PAYLOAD_TYPE } from './envelope.ts';
import { type Statement, statementOf } from './statement.ts';

/** Returns what is wrong with a certificate, a line each. @param file of the envelope */
export function complaintsOfCertificate(
  file: string,
  key: KeyObject,
  directory: string,
  report: RunResult,
): readonly string[] {
  const envelope = readJson(file);
  if (typeof envelope === 'string') return [`the certificate ${file} ${envelope}`];
  if (!isEnvelope(envelope.value)) return [`the certificate ${file} is not a DSSE envelope`];
  const payload = opened(envelope.value, key);
  if (payload === undefined)
    return ['the certificate is not signed by this key, or it was altered after signing'];
  if (envelope.value.payloadType !== PAYLOAD_TYPE)
    return [`the certificate contains ${envelope.value.payloadType}, not ${PAYLOAD_TYPE}`];
  return complaintsOfStatement(payload, directory, report);
}

/** The statement follows from report and evidence: a different one is about another run, or claims too much. */
function complaintsOfStatement(payload: Buffer, directory: string, report: RunResult): readonly string[] {
  if (!isCertifiable(report)) return ['the report cannot have been certified'];
  const due = statementOf(report, readPlainFile(path.join(directory, REPORT_FILE), MOST_BYTES_OF_REPORT));
  const stated = parse(payload);
  if (isDeepStrictEqual(stated, JSON.parse(JSON.stringify(due)))) return [];
  const [product, evidence] = due.subject.map(({ digest }) => digest.sha256);
  const digests = digestsIn(stated);
  return [
    ...(product !== undefined && digests.has(product)
      ? []
      : [`the certificate is not about this conformance.json (${shortDigest(`sha256:${product}`)}…)`]),
    ...(evidence !== undefined && digests.has(evidence)
      ? []
      : [`the certificate is not about this evidence (${shortDigest(`sha256:${evidence}`)}…)`]),
    'the certificate states something that does not follow from this report',
  ];
}

function digestsIn(statement: Statement | undefined): ReadonlySet<string> {
  const subjects: readonly unknown[] = Array.isArray(statement?.subject) ? statement.subject : [];
  return new Set(
    subjects.flatMap((each) => {
      const digest = (each as { readonly digest?: { readonly sha256?: unknown } } | null)?.digest?.sha256;
      return typeof digest === 'string' ? [digest] : [];
    }),
  );
}

function parse(payload: Buffer): Statement | undefined {
  try {
    return JSON.parse(payload.toString('utf8')) as Statement;
  } catch {
    return undefined;
  }
}

function readJson(file: string): { readonly value: unknown } | string {
  try {
    return { value: JSON.parse(readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8')) };
  } catch (error) {
    if (error instanceof SyntaxError) return 'is not JSON';
    return `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'})`;
  }
}
