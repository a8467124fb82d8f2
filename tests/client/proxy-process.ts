/** Starts the proxy of proxy-program.mjs. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface ProxyProcess {
  readonly port: number;
  /** The request lines that it got, in order. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** @param demanded `user:password` that it asks for @param refusal status with which it refuses everything */
export async function startProxy(demanded = '', refusal = ''): Promise<ProxyProcess> {
  const authorization = demanded === '' ? '' : `Basic ${Buffer.from(demanded).toString('base64')}`;
  const program = path.join(import.meta.dirname, 'proxy-program.mjs');
  const child = fork(program, [authorization, refusal], { execArgv: [] });
  const lines: string[] = [];
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  child.on('message', ({ line }: { line: string }) => lines.push(line));
  return {
    port,
    lines,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
