import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Fault, hang } from '../../local/aws/faults.ts';
import { clientConfig } from '../../local/client-config.ts';
import { ADMINISTRATOR, type Caller, enter, keysOfCaller } from './cast.ts';
import { type About, record, type Sent } from './events.ts';
import { Judge } from './judge.ts';
import type { Responder } from './lambda.ts';
import type { Reference } from './reference.ts';

/** How CloudTrail's record of a call comes. */
export type Arrival = 'at once' | 'twice' | 'late';

/** No two events of one process have the same id. */
let runs = 0;

/** The account, and what AWS, people and thieves do in it. */
export class World {
  readonly responder: Responder;
  readonly #reference: Reference;
  readonly #judge: Judge;
  readonly #run: number;
  readonly #past = {
    sent: new Map<string, Sent>(),
    late: [] as Sent[],
    failed: { any: 0, ledger: 0 },
    undone: new Map<string, number>(),
  };
  /** The faults are the responder's, not of whoever runs a command of an alert. */
  #pasting = false;

  private constructor(responder: Responder, reference: Reference) {
    runs += 1;
    this.#run = runs;
    this.responder = responder;
    this.#reference = reference;
    this.#judge = new Judge(responder, { reference, past: this.#past });
  }

  static async begin(responder: Responder, reference: Reference): Promise<World> {
    const world = new World(responder, reference);
    await responder.begin(world.#judge.around);
    enter(responder.aws);
    world.#judge.watchPublishing();
    return world;
  }

  about(key: string): About {
    const userName = this.#find(key)?.user.userName ?? 'ci-deploy';
    return { id: `run-${this.#run}-event-${this.#past.sent.size}`, key, userName, at: this.responder.now() };
  }

  async send(sent: Sent, copies = 1): Promise<void> {
    this.#past.sent.set(sent.id, sent);
    // Each of two at the same time tells what people were told before both.
    if (copies > 1) this.#judge.inbox.of(sent.key).doubtful = true;
    const vias = Array.from({ length: copies }, (_, copy) => (copy === 0 ? 'first' : 'again'));
    await Promise.all(vias.map((via) => this.responder.send(sent, via)));
  }

  /** EventBridge and CloudTrail deliver at least once. @param back how many events ago. */
  async redeliver(back: number): Promise<void> {
    const one = [...this.#past.sent.values()].at(-1 - back);
    if (one !== undefined && !this.#past.late.includes(one)) await this.responder.send(one, 'again');
  }

  /** Somebody calls IAM, and CloudTrail records it. */
  async call(
    { key, by, call }: { key: string; by: Caller; call: 'Active' | 'Inactive' | 'delete' },
    arrives: Arrival,
  ): Promise<void> {
    const status = this.#find(key)?.key.status;
    if (status === undefined) return;
    const calledAs = this.#find(keysOfCaller(by.name)[0] ?? '')?.user.userName ?? by.name;
    const sent = record(this.about(key), { call, by, calledAs });
    if (call === 'delete') this.responder.aws.identities.deleteAccessKey(key);
    else status.write(call);
    this.#past.sent.set(sent.id, sent);
    if (arrives === 'late') this.#past.late.push(sent);
    else await this.send(sent, arrives === 'twice' ? 2 : 1);
  }

  async deliverLate(): Promise<void> {
    const first = this.#past.late.shift();
    if (first !== undefined) await this.send(first);
  }

  rename(key: string): void {
    const user = this.#find(key)?.user;
    if (user !== undefined) user.userName = `${user.userName.slice(0, 50)}-x`;
  }

  /** @param where the action, and the end of the topic's name if it is about one only. */
  fail(where: string, { fault, times }: { readonly fault: Fault; readonly times: number }): void {
    const [action = '', topic = ''] = where.split(' ');
    const ledger = action.startsWith('dynamodb');
    const when = ({ TopicArn = '' }: Readonly<Record<string, unknown>>) => {
      if (this.#pasting || !String(TopicArn).endsWith(topic)) return false;
      this.#past.failed.any += 1;
      if (ledger) this.#past.failed.ledger += 1;
      return true;
    };
    this.responder.aws.faults.inject({ action, fault: ledger && times > 4 ? hang : fault, times, when });
  }

  mend(): void {
    this.responder.aws.faults.clear();
    this.#judge.watchPublishing();
  }

  /** The first step of the undo of the latest alert that has one. @returns whether the ledger took it. */
  async undoInLedger(key: string): Promise<boolean> {
    const { undo } = this.#judge.inbox.of(key);
    const { undone, failed } = this.#past;
    if (undo === undefined) return false;
    const at = this.responder.now();
    const times = undone.get(key) ?? 0;
    this.#pasting = true;
    try {
      await this.#update(undo.steps.find(([, service]) => service === 'dynamodb') ?? [], new Date(at));
    } catch (error) {
      if (undo.undone === times && undo.ledgerFailed === failed.ledger)
        this.#judge.wrong.push(`the undo of ${key} is refused: ${error}`);
      return false;
    } finally {
      this.#pasting = false;
    }
    if (undo.undone !== times) this.#judge.wrong.push(`the undo of ${key} works twice`);
    undone.set(key, times + 1);
    this.#reference.undo(key, at);
    return true;
  }

  async undoInIam(key: string, arrives: Arrival): Promise<void> {
    await this.call({ key, by: ADMINISTRATOR, call: 'Active' }, arrives);
  }

  /** @throws Error if something is not as it must be. */
  check(inTheEnd = false): void {
    this.#judge.judge({ inTheEnd });
    if (this.#judge.wrong.length > 0) throw new Error(this.#judge.wrong.join('\n'));
  }

  async end(): Promise<void> {
    this.mend();
    while (this.#past.late.length > 0) await this.deliverLate();
    for (let round = 0; round < 12 && this.#judge.mayEnd; round += 1) await this.responder.pass(1_000);
    this.check(true);
  }

  #find(key: string) {
    return this.responder.aws.identities.findAccessKey(key);
  }

  /** What the AWS CLI sends for the command, with the time of pasting. */
  async #update(argv: readonly string[], at: Date): Promise<void> {
    const flag = (name: string) =>
      argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
    const time = `$1${at.toISOString().replace(/\.\d+Z$/, 'Z')}`;
    const { aws } = this.responder;
    await new DynamoDBClient(clientConfig(aws, aws.operatorCredentials())).send(
      new UpdateItemCommand({
        TableName: flag('table-name'),
        Key: JSON.parse(flag('key')),
        ConditionExpression: flag('condition-expression'),
        UpdateExpression: flag('update-expression'),
        ExpressionAttributeValues: JSON.parse(
          flag('expression-attribute-values').replace(/(":at":\{"S":")[^"]+/, time),
        ),
      }),
    );
  }
}
