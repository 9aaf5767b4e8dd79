/** The rule for the text of one setting, and how it is parsed. */
export interface Setting<T> {
  /** @throws SettingError which names the setting and its rule. */
  readonly parse: (given: Given) => T;
}

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
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Setting<T> {
  return {
    parse({ name, text }) {
      const choice = choices.find((candidate) => candidate === text);
      if (choice !== undefined) return choice;
      throw new SettingError(`${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(text)}`);
    },
  };
}

export const trueOrFalse: Setting<boolean> = {
  parse: (given) => oneOf('true', 'false').parse(given) === 'true',
};

/** @param rule completes "must be a comma list of …". */
export function listOf(pattern: RegExp, rule: string): Setting<readonly string[]> {
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
  };
}

/** GuardDuty's scale ends at 10. With 0 every finding passes. GuardDuty user guide, "Severity levels". */
export const severity: Setting<number> = {
  parse({ name, text }) {
    const number = Number(text);
    if (text !== '' && number >= 0 && number <= 10) return number;
    throw new SettingError(`${name} must be a number from 0 to 10, not ${JSON.stringify(text)}`);
  },
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
  return {
    parse({ name, text }) {
      if (text === '') return ifEmpty;
      const number = Number(text);
      if (/^\d+$/.test(text) && number >= least && number <= most) return number;
      throw new SettingError(
        `${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`,
      );
    },
  };
}

/** No quotes and no brackets, so that text after an address in an alert never becomes part of the address. */
export const httpsAddress: Setting<string> = matching(
  /^(https:\/\/[\w.~:/?#@!$&*+,;=%-]+)?$/,
  'an https address, or empty',
);

/**
 * An address that holds a secret, so that no error shows it, or the place where AWS Secrets Manager has it, which CloudFormation
 * resolves. CloudFormation user guide, "Get a secret or secret value from Secrets Manager".
 */
export const secretAddress: Setting<string> = {
  parse({ name, text }) {
    if (/^\{\{resolve:secretsmanager:[\w/+=.@:-]+\}\}$/.test(text)) return text;
    try {
      return httpsAddress.parse({ name, text });
    } catch {
      throw new SettingError(
        `${name} must be an https address, {{resolve:secretsmanager:…}}, or empty (what it is now is not shown)`,
      );
    }
  },
};
