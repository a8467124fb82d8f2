/** A worker of the matrix: runs the jobs it is sent, one after the other. */
import { parentPort } from 'node:worker_threads';
import { loadContract } from '../contract/contract.ts';
import { type Job, runJob } from './job.ts';

const contract = loadContract();

parentPort?.on('message', async (job: Job) => {
  parentPort?.postMessage(await runJob(contract, job));
});
