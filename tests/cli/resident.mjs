/**
 * A process that runs one command line after the other, in place of a new process for each: most of a short command's
 * time is starting. Started by command.ts with the path of the compiled program.
 */
const { runCommandLine } = await import(process.argv[2]);

process.on('message', async ({ args, env }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const written = { stdout: '', stderr: '' };
  const restore = ['stdout', 'stderr'].map((name) => {
    const { write } = process[name];
    process[name].write = (text) => {
      written[name] += text;
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  const code = await runCommandLine(args);
  for (const each of restore) each();
  process.send({ code, ...written });
});
process.send('ready');
