import { type TamperParameter, tamperCalls } from '../../src/core/tamper-calls.ts';
import { code, tableOf } from './markdown.ts';

/** The calls that silence the trail or a detector, by service. */
export function tamperTable(): readonly string[] {
  const rows = Object.values(tamperCalls)
    .flat()
    .map(({ service, always, when = {} }) => [
      code(service),
      [
        ...always.map(code),
        ...Object.entries(when).map(
          ([name, parameters]) => `${code(name)} (${parameters.map(words).join(', ')})`,
        ),
      ].join(', '),
    ]);
  return tableOf(['service', 'calls'], rows);
}

function words({ parameter, is, orMissing }: TamperParameter): string {
  if (is === 'anything') return code(parameter);
  return `${code(`${parameter}=${is.join('|')}`)}${orMissing ? ' or none' : ''}`;
}
