const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the clean-up when this process ends, also by a signal. @returns a function that cancels it. */
export function onExit(cleanUp: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    // As long as the listener is there, a second signal waits.
    cleanUp();
    callOff();
    // Now the signal ends the process in the normal way.
    process.kill(process.pid, signal);
  };
  const callOff = () => {
    process.off('exit', cleanUp);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on('exit', cleanUp);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return callOff;
}
