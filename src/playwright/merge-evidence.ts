/** Merges the evidence that the clauses' tests attached, in any number of processes and shards. */
import { readFileSync } from 'node:fs';
import type { TestResult } from '@playwright/test/reporter';
import { SURVEY } from '../engine/engine.ts';
import { partFile, writePart } from '../evidence/directory.ts';
import { type EvidencePart, type EvidenceSummary, summaryOf } from '../evidence/evidence.ts';
import { type ClauseAttachment, EVIDENCE_ATTACHMENT, SURVEY_ATTACHMENT } from './clause-attachment.ts';

type Attachments = TestResult['attachments'];

export class MergedEvidence {
  readonly #clauses = new Map<
    string,
    { readonly attachment: ClauseAttachment; readonly bytes: Uint8Array }
  >();
  /** By the id of their shard. */
  readonly #surveys = new Map<string, Uint8Array>();

  /** Adds the evidence of a test; a clause that is judged again replaces its earlier evidence. */
  add(slug: string, attachment: ClauseAttachment, attachments: Attachments): void {
    const bytes = bytesOf(attachments, EVIDENCE_ATTACHMENT);
    const survey = bytesOf(attachments, SURVEY_ATTACHMENT);
    if (bytes !== undefined) this.#clauses.set(slug, { attachment, bytes });
    if (survey !== undefined) this.#surveys.set(attachment.shard.id, survey);
  }

  /** Writes all of it beside the report. Returns its digests, or undefined where a part is missing. */
  async write(report: string): Promise<EvidenceSummary | undefined> {
    const shards = new Map([...this.#clauses.values()].map(({ attachment: { shard } }) => [shard.id, shard]));
    const parts: EvidencePart[] = [];
    for (const [index, shard] of [...shards.values()].entries()) {
      const bytes = this.#surveys.get(shard.id);
      if (bytes === undefined) return undefined;
      const name = index === 0 ? SURVEY : `${SURVEY}-${index + 1}`;
      await writePart(report, name, bytes);
      parts.push({ file: partFile(name), ...shard.survey });
    }
    for (const [slug, { attachment, bytes }] of this.#clauses) {
      await writePart(report, slug, bytes);
      parts.push({ file: partFile(slug), ...attachment.evidence });
    }
    return parts.length === 0 ? undefined : summaryOf(parts);
  }
}

/** In merged reports an attachment is a file. */
function bytesOf(attachments: Attachments, wanted: string): Uint8Array | undefined {
  const found = attachments.find(({ name }) => name === wanted);
  return found?.body ?? (found?.path === undefined ? undefined : readFileSync(found.path));
}
