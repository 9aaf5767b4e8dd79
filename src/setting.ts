/** The rule for the text of one setting, and how it is parsed. */
export interface Setting<T> {
  /** @throws SettingError which names the setting and its rule. */
  readonly parse: (given: Given) => T;
  /** The rule of the parameter in the template: CloudFormation lets nothing pass that `parse` would refuse. */
  readonly allowed: Allowed;
}

/** A pattern is of the whole text, in what JavaScript, Java and Python have in common. */
export type Allowed =
  | { readonly values: readonly string[] }
  /** The rule completes "must be …". */
  | { readonly pattern: string; readonly rule: string };

export interface Given {
  /** The variable or parameter, for the error. */
  readonly name: string;
  readonly text: string;
}

export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** @param rule completes "must be …". */
export function matching(pattern: RegExp, rule: string): Setting<string> {
  return {
    parse({ name, text }) {
      if (!pattern.test(text)) throw new SettingError(`${name} must be ${rule}, not ${JSON.stringify(text)}`);
      return text;
    },
    allowed: { pattern: pattern.source, rule },
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Setting<T> {
  return {
    parse({ name, text }) {
      const choice = choices.find((candidate) => candidate === text);
      if (choice !== undefined) return choice;
      throw new SettingError(`${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(text)}`);
    },
    allowed: { values: choices },
  };
}

const eitherText = oneOf('true', 'false');
export const trueOrFalse: Setting<boolean> = {
  parse: (given) => eitherText.parse(given) === 'true',
  allowed: eitherText.allowed,
};

/**
 * @param pattern of an entry, which has no comma.
 * @param rule completes "must be a comma list of …".
 */
export function listOf(pattern: RegExp, rule: string): Setting<readonly string[]> {
  const entry = `(?:${pattern.source.replace(/^\^|\$$/g, '')})`;
  return {
    parse({ name, text }) {
      const entries = text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
      const wrong =
        text !== '' && entries.length === 0 ? text : entries.find((entry) => !pattern.test(entry));
      if (wrong === undefined) return entries;
      throw new SettingError(`${name} must be a comma list of ${rule}; ${JSON.stringify(wrong)} is not one`);
    },
    allowed: {
      pattern: `^(?:${entry}(?:,${entry})*)?$`,
      rule: `a comma list of ${rule}, without blanks`,
    },
  };
}

type List = Setting<readonly string[]>;

export function atMost(most: number, list: List): List {
  const only = `(?!(?:[^,]*,){${most}})`;
  return within(list, { most, only, what: 'entries', count: (entries) => entries.length });
}

/** Together, with their commas. */
export function shorterThan(characters: number, list: List): List {
  const most = characters - 1;
  const only = `(?!.{${characters}})`;
  return within(list, { most, only, what: 'characters', count: (entries) => entries.join(',').length });
}

interface Limit {
  readonly most: number;
  /** What `count` counts. */
  readonly what: string;
  readonly count: (entries: readonly string[]) => number;
  /** The same as a pattern, for the beginning of the text. */
  readonly only: string;
}

function within({ parse, allowed }: List, { most, what, count, only }: Limit): List {
  return {
    parse(given) {
      const entries = parse(given);
      const counted = count(entries);
      if (counted <= most) return entries;
      throw new SettingError(`${given.name} must have ${most} ${what} at most, not ${counted}`);
    },
    allowed:
      'values' in allowed
        ? allowed
        : {
            pattern: allowed.pattern.replace('^', `^${only}`),
            rule: `${allowed.rule}, with ${most} ${what} at most`,
          },
  };
}

/** GuardDuty's scale ends at 10. With 0 every finding passes. GuardDuty user guide, "Severity levels". */
export const severity: Setting<number> = {
  parse({ name, text }) {
    const number = Number(text);
    // `-0` is no other number than 0.
    if (text !== '' && number >= 0 && number <= 10) return Math.abs(number);
    throw new SettingError(`${name} must be a number from 0 to 10, not ${JSON.stringify(text)}`);
  },
  allowed: { pattern: '^(?:10|\\d(?:\\.\\d+)?)$', rule: 'a number from 0 to 10' },
};

export function wholeNumber({
  least,
  most,
  ifEmpty,
}: {
  readonly least: number;
  readonly most: number;
  readonly ifEmpty: number;
}): Setting<number> {
  const rule = `a whole number from ${least} to ${most}`;
  const numbers = patternsOf(least, most).join('|');
  return {
    parse({ name, text }) {
      if (text === '') return ifEmpty;
      const number = Number(text);
      if (/^\d+$/.test(text) && number >= least && number <= most) return number;
      throw new SettingError(`${name} must be ${rule}, not ${JSON.stringify(text)}`);
    },
    // What stands for an empty text is either one of the numbers, or says that there is none.
    allowed:
      ifEmpty >= least && ifEmpty <= most
        ? { pattern: `^(?:${numbers})$`, rule }
        : { pattern: `^(?:${numbers})?$`, rule: `${rule}, or empty` },
  };
}

/** A pattern of numbers knows digits only: each one here is of numbers that differ in their last digits alone. */
function patternsOf(least: number, most: number): readonly string[] {
  const patterns: string[] = [];
  for (let from = least; from <= most; ) {
    let block = 1;
    while (from > 0 && from % (block * 10) === 0 && from + block * 10 - 1 <= most) block *= 10;
    const first = Math.floor(from / block) % 10;
    const last = Math.min(9, first + Math.floor((most - from + 1) / block) - 1);
    const begin = Math.floor(from / (block * 10));
    patterns.push(
      `${begin || ''}${first === last ? first : `[${first}-${last}]`}${'\\d'.repeat(Math.log10(block))}`,
    );
    from += (last - first + 1) * block;
  }
  return patterns;
}

/** No quotes and no brackets, so that text after an address in an alert never becomes part of the address. */
const HTTPS = 'https:\\/\\/[\\w.~:/?#@!$&*+,;=%-]+';
export const httpsAddress: Setting<string> = matching(
  new RegExp(`^(?:${HTTPS})?$`),
  'an https address, or empty',
);

/**
 * An address that holds a secret, so that no error shows it, or the place where AWS Secrets Manager has it, which CloudFormation
 * resolves. CloudFormation user guide, "Get a secret or secret value from Secrets Manager".
 */
const SECRET_ADDRESS = `^(?:${HTTPS}|\\{\\{resolve:secretsmanager:[\\w/+=.@:-]+\\}\\})?$`;
export const secretAddress: Setting<string> = {
  parse({ name, text }) {
    if (new RegExp(SECRET_ADDRESS).test(text)) return text;
    throw new SettingError(
      `${name} must be an https address, {{resolve:secretsmanager:…}}, or empty (what it is now is not shown)`,
    );
  },
  allowed: { pattern: SECRET_ADDRESS, rule: 'an https address, {{resolve:secretsmanager:…}}, or empty' },
};
