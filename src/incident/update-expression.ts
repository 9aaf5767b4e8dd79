import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Values = Readonly<Record<string, AttributeValue | undefined>>;

/** One update of an item. Values that are `undefined` keep what the table has. */
export interface ItemUpdate {
  readonly set?: Values;
  /** Only if the item has no such attribute. */
  readonly setOnce?: Values;
  readonly add?: Values;
  readonly remove?: readonly string[];
  /** May use `:name` for a value of `set`, `setOnce` and `add`, and for one of `compare`. */
  readonly condition?: string;
  readonly compare?: Values;
}

/** The parameters of UpdateItem. DynamoDB developer guide, "Update expressions". */
export function updateExpression({ set, setOnce, add, remove = [], condition, compare }: ItemUpdate) {
  const sets = [
    ...given(set).map(([name]) => `${name} = :${name}`),
    ...given(setOnce).map(([name]) => `${name} = if_not_exists(${name}, :${name})`),
  ];
  const clauses = [
    sets.length > 0 && `SET ${sets.join(', ')}`,
    given(add).length > 0 &&
      `ADD ${given(add)
        .map(([name]) => `${name} :${name}`)
        .join(', ')}`,
    remove.length > 0 && `REMOVE ${remove.join(', ')}`,
  ].filter((clause) => clause !== false);
  const values = [set, setOnce, add, compare].flatMap(given);
  return {
    UpdateExpression: clauses.join(' '),
    ...(condition !== undefined && { ConditionExpression: condition }),
    ...(values.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
    }),
  };
}

function given(values: Values = {}): readonly (readonly [string, AttributeValue])[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
