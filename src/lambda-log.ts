import { Console } from 'node:console';
import type { Log } from './create-handler.ts';

/**
 * The log of a function. With the format JSON (LoggingConfig) the runtime client makes one line of each object that the console
 * gets, and adds time, level and request id. A text that is JSON already would be quoted in that line. With the format Text it
 * would print an object for people, and cut it short. Lambda developer guide, "Configuring JSON and plain text log formats".
 */
export function openLog(environment: Readonly<Record<string, string | undefined>>): Log {
  if (environment['AWS_LAMBDA_LOG_FORMAT'] !== 'JSON') return (entry) => console.log(JSON.stringify(entry));
  return ({ level, ...entry }) => {
    if (level === 'error') console.error(entry);
    else console.log(entry);
  };
}

/**
 * A line of the log without what the runtime client adds, which only changes the methods of the one global console. CloudWatch
 * takes metrics from lines that are nothing but their document. Like the log, it never throws, whatever becomes of the output.
 */
export function openLines({ stdout }: Pick<NodeJS.Process, 'stdout'>): (line: string) => void {
  const lines = new Console(stdout);
  return (line) => lines.log(line);
}
