/** The proof on disk. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Proof } from './proof.ts';

export const PROOF_FILE = 'proof.json';

/** Takes an earlier proof away: one that is interrupted must not leave it behind. */
export async function clearProof(directory: string): Promise<void> {
  await rm(resolve(join(directory, PROOF_FILE)), { force: true });
}

/** Writes the proof. Answers the path of proof.json. */
export async function writeProof(directory: string, proof: Proof): Promise<string> {
  const file = resolve(join(directory, PROOF_FILE));
  await mkdir(resolve(directory), { recursive: true });
  await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`);
  return file;
}
