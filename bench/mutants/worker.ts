/** A process of its own: measures the mutants that it is sent, one after the other. */
import type { Instrumented, Mutant } from './instrument.ts';
import { measure } from './measure.ts';
import { Observatory } from './observable.ts';

/** The first message is the instrumented code, each other one a mutant. */
type Message = Pick<Instrumented, 'modules'> | Mutant;

let observatory: Observatory | undefined;

process.on('message', async (message: Message) => {
  if ('modules' in message) {
    observatory = await Observatory.open(message);
    process.send?.('ready');
  } else if (observatory !== undefined) {
    process.send?.(await measure(observatory, message));
  }
});
