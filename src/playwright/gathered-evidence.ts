/** Evidence that came with the clauses' tests, of one process, many or many shards, written beside the report. */
import { readFileSync } from 'node:fs';
import type { TestResult } from '@playwright/test/reporter';
import { SURVEY } from '../engine/engine.ts';
import { clearEvidence, partFile, writePart } from '../evidence/directory.ts';
import { type EvidencePart, type EvidenceSummary, summaryOf } from '../evidence/summary.ts';
import { type ClauseAttachment, EVIDENCE_ATTACHMENT, SURVEY_ATTACHMENT } from './clause-attachment.ts';

type Attachments = TestResult['attachments'];

export class GatheredEvidence {
  readonly #clauses = new Map<
    string,
    { readonly attachment: ClauseAttachment; readonly bytes: Uint8Array }
  >();
  /** By the id of their stage. */
  readonly #surveys = new Map<string, Uint8Array>();

  /** Keeps what a test carried; a clause that is judged again replaces what it carried before. */
  add(slug: string, attachment: ClauseAttachment, attachments: Attachments): void {
    const bytes = bytesOf(attachments, EVIDENCE_ATTACHMENT);
    const survey = bytesOf(attachments, SURVEY_ATTACHMENT);
    if (bytes !== undefined) this.#clauses.set(slug, { attachment, bytes });
    if (survey !== undefined) this.#surveys.set(attachment.stage.id, survey);
  }

  /** Writes all of it beside the report; answers what vouches for it, or undefined where some of it got lost. */
  async write(report: string): Promise<EvidenceSummary | undefined> {
    await clearEvidence(report);
    const stages = new Map([...this.#clauses.values()].map(({ attachment: { stage } }) => [stage.id, stage]));
    const parts: EvidencePart[] = [];
    for (const [place, stage] of [...stages.values()].entries()) {
      const bytes = this.#surveys.get(stage.id);
      if (bytes === undefined) return undefined;
      const name = place === 0 ? SURVEY : `${SURVEY}-${place + 1}`;
      await writePart(report, name, bytes);
      parts.push({ file: partFile(name), ...stage.survey });
    }
    for (const [slug, { attachment, bytes }] of this.#clauses) {
      await writePart(report, slug, bytes);
      parts.push({ file: partFile(slug), ...attachment.evidence });
    }
    return parts.length === 0 ? undefined : summaryOf(parts);
  }
}

/** In merged reports attachments stand in files. */
function bytesOf(attachments: Attachments, wanted: string): Uint8Array | undefined {
  const found = attachments.find(({ name }) => name === wanted);
  return found?.body ?? (found?.path === undefined ? undefined : readFileSync(found.path));
}
