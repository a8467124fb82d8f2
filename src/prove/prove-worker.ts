/** A worker thread of `prove` and `strength`: does the jobs it is sent, one after the other. */
import { parentPort } from 'node:worker_threads';
import { loadContract } from '../contract/contract.ts';
import { type Job, runJob } from './job.ts';
import { type Trial, tryFault } from './strength.ts';

type Message =
  | { readonly task: 'judge'; readonly job: Job }
  | { readonly task: 'trial'; readonly job: Trial };

const contract = loadContract();

parentPort?.on('message', async (message: Message) => {
  parentPort?.postMessage(
    message.task === 'judge' ? await runJob(contract, message.job) : await tryFault(contract, message.job),
  );
});
