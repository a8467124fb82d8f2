/** The proof on disk: for programs, and as a page. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { makeFolder } from '../contract/plain-file.ts';
import { writeAtomically } from '../result/write-file.ts';
import { proofPage } from './page.ts';
import type { Proof } from './proof.ts';

const PROOF = 'proof.json';
const PAGE = 'index.html';

/** Removes an earlier proof: one that is interrupted must not leave it behind. */
export async function clearProof(directory: string): Promise<void> {
  for (const file of [PROOF, PAGE]) await rm(path.resolve(directory, file), { force: true });
}

/** Writes the proof and returns the path of its page. */
export async function writeProof(directory: string, proof: Proof, contract: Contract): Promise<string> {
  const page = path.resolve(directory, PAGE);
  const html = await proofPage(proof, contract);
  makeFolder(path.resolve(directory));
  await writeAtomically(path.resolve(directory, PROOF), `${JSON.stringify(proof, null, 2)}\n`);
  await writeAtomically(page, html);
  return page;
}
