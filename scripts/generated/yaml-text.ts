import { stringify } from 'yaml';

/** One line of YAML, with CloudFormation's short tags. */
export function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value);
  const [[name, inner] = ['', undefined]] = entries;
  if (entries.length === 1) {
    if (name === 'Ref') return `!Ref ${inner}`;
    if (name === 'Fn::Sub') return `!Sub ${typeof inner === 'string' ? scalar(inner) : inFlow(inner)}`;
    if (name === 'Fn::GetAtt' && Array.isArray(inner)) return `!GetAtt ${inner.join('.')}`;
    if (name === 'Fn::If') return `!If ${inFlow(inner)}`;
    if (name === 'Fn::Select') return `!Select ${inFlow(inner)}`;
    if (name === 'Fn::Split') return `!Split ${inFlow(inner)}`;
  }
  return `{ ${entries.map(([key, part]) => `${scalar(key)}: ${inFlow(part)}`).join(', ')} }`;
}

/** Quoted if YAML would read the text as something else. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const isPlain =
    /^[A-Za-z][\w./-]*(?::[\w./*-]+)*$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}

/** Nested lines of YAML. @param indent in spaces. */
export function inBlock(value: unknown, indent: number): readonly string[] {
  const text = stringify(value, { lineWidth: 0, singleQuote: true, indentSeq: true });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`);
}
