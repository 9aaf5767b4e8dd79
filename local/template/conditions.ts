import type { JsonObject } from '../json-object.ts';
import { fieldsOf, listOf, TemplateError, textOf } from './fields.ts';
import { resolve, type Scope } from './intrinsics.ts';

/** Whether a condition of the template is true. */
export function holds(name: string, conditions: JsonObject, scope: Scope, path: string): boolean {
  if (!(name in conditions)) throw new TemplateError(path, `there is no condition ${name}`);
  return evaluate(conditions[name], conditions, scope, `Conditions.${name}`);
}

function evaluate(expression: unknown, conditions: JsonObject, scope: Scope, path: string): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(fieldsOf(expression, path));
  const where = `${path}.${name}`;
  if (name === 'Condition') return holds(textOf(argument, where), conditions, scope, where);
  const operands = listOf(argument, where);
  const operand = (index: number) => evaluate(operands[index], conditions, scope, `${where}[${index}]`);
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = operands.map((value, index) => resolve(value, scope, `${where}[${index}]`));
      return left === right;
    }
    case 'Fn::Not':
      return !operand(0);
    case 'Fn::And':
      return operands.every((_, index) => operand(index));
    case 'Fn::Or':
      return operands.some((_, index) => operand(index));
    default:
      throw new TemplateError(where, `the function ${name} is not known in conditions`);
  }
}
