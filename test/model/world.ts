import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Fault, hang } from '../../local/aws/faults.ts';
import { clientConfig } from '../../local/client-config.ts';
import { text } from '../../src/sources/fields.ts';
import { type CallerName, enter, keyOfCaller, VICTIMS } from './cast.ts';
import { type About, record, type Sent } from './events.ts';
import { Inbox } from './inbox.ts';
import type { Around, Responder } from './lambda.ts';
import { contradictions, messageOf, saidIn } from './promises.ts';
import type { Reference } from './reference.ts';

/** How many of the world's runs there were, so that no two events have the same id. */
let runs = 0;

/** The account, who acts in it, and what people got. Finds out after each event what is not as it must be. */
export class World {
  readonly responder: Responder;
  readonly inbox = new Inbox();
  readonly reference: Reference;
  readonly sent = new Map<string, Sent>();
  /** Records that CloudTrail has not delivered yet. */
  late: readonly Sent[] = [];
  #wrong: string[] = [];
  #run = 0;
  #read = 0;
  #readEvents = 0;
  /** The faults are the responder's, not of whoever runs a command of an alert. */
  #pasting = false;
  readonly #failed = { ledger: 0, any: 0 };
  readonly #undone = new Map<string, number>();

  private constructor(responder: Responder, reference: Reference) {
    this.responder = responder;
    this.reference = reference;
  }

  static async begin(responder: Responder, reference: Reference): Promise<World> {
    const world = new World(responder, reference);
    runs += 1;
    world.#run = runs;
    await responder.begin(world.#around);
    enter(responder.aws);
    world.#watchPublishing();
    return world;
  }

  get #identities() {
    return this.responder.aws.identities;
  }

  statusOf = (key: string): string | undefined => this.#identities.statusOf(key);

  about(key: string): About {
    const userName = this.#identities.findAccessKey(key)?.user.userName ?? 'ci-deploy';
    return { id: `run-${this.#run}-event-${this.sent.size}`, key, userName, at: this.responder.now() };
  }

  async send(sent: Sent, times = 1): Promise<void> {
    this.sent.set(sent.id, sent);
    // Each of two at the same time tells what people were told before both.
    if (times > 1) this.inbox.of(sent.key).doubtful = true;
    await Promise.all(
      Array.from({ length: times }, (_, copy) => this.responder.send(sent, copy === 0 ? 'first' : 'again')),
    );
  }

  /** EventBridge and CloudTrail deliver at least once. */
  async redeliver(sent: Sent): Promise<void> {
    await this.responder.send(sent, 'again');
  }

  /** Somebody calls IAM. CloudTrail's record comes at once, twice at once, or later. */
  async call(
    what: { readonly key: string; readonly by: CallerName; readonly call: 'Active' | 'Inactive' | 'delete' },
    record_: 'at once' | 'twice' | 'late',
  ): Promise<void> {
    const { key, by, call } = what;
    const { status } = this.#identities.findAccessKey(key)?.key ?? {};
    if (status?.read(0) === undefined) return;
    const about = this.about(key);
    if (call === 'delete') this.#identities.deleteAccessKey(key);
    else status.write(call);
    const sent = record(about, { call, by });
    this.sent.set(sent.id, sent);
    if (record_ === 'late') this.late = [...this.late, sent];
    else await this.send(sent, record_ === 'twice' ? 2 : 1);
  }

  async deliverLate(): Promise<void> {
    const [first, ...rest] = this.late;
    this.late = rest;
    if (first !== undefined) await this.send(first);
  }

  rename(key: string): void {
    const user = this.#identities.findAccessKey(key)?.user;
    if (user !== undefined) user.userName = `${user.userName.slice(0, 50)}-x`;
  }

  /** @param where the action, and the end of the topic's name if it is only about one. */
  fail(where: string, { fault, times }: { readonly fault: Fault; readonly times: number }): void {
    const [action = '', topic = ''] = where.split(' ');
    const ledger = action.startsWith('dynamodb');
    const when = ({ TopicArn = '' }: Readonly<Record<string, unknown>>) => {
      if (this.#pasting || !String(TopicArn).endsWith(topic)) return false;
      this.#failed.any += 1;
      if (ledger) this.#failed.ledger += 1;
      return true;
    };
    this.responder.aws.faults.inject({ action, fault: ledger && times > 4 ? hang : fault, times, when });
  }

  mend(): void {
    this.responder.aws.faults.clear();
    this.#watchPublishing();
  }

  /** The first step of the undo of the latest alert that has one. @returns whether the ledger took it. */
  async undoInLedger(key: string): Promise<boolean> {
    const { undo } = this.inbox.of(key);
    const argv = undo?.steps.find(([, service]) => service === 'dynamodb');
    if (undo === undefined) return false;
    const at = this.responder.now();
    this.#pasting = true;
    try {
      // A person believes the alert, whatever its undo consists of.
      if (argv !== undefined) await this.#update(argv, new Date(at));
    } catch (error) {
      if (undo.undone === this.#undoneOf(key) && undo.ledgerFailed === this.#failed.ledger)
        this.#wrong.push(`the undo of ${key} is refused: ${error}`);
      return false;
    } finally {
      this.#pasting = false;
    }
    if (argv !== undefined && undo.undone !== this.#undoneOf(key))
      this.#wrong.push(`the undo of ${key} works twice`);
    this.#undone.set(key, this.#undoneOf(key) + 1);
    this.reference.undo(key, at);
    return true;
  }

  hasUndo(key: string): boolean {
    const { undo } = this.inbox.of(key);
    return undo !== undefined && undo.undone === this.#undoneOf(key);
  }

  async undoInIam(key: string, record_: 'at once' | 'twice' | 'late'): Promise<void> {
    await this.call({ key, by: 'security-admin', call: 'Active' }, record_);
  }

  /** @throws Error if something is not as it must be. */
  check(): void {
    for (const key of VICTIMS) {
      if (this.statusOf(key) === 'Active' && this.reference.of(key).stolen && !this.#isExcused(key))
        this.#wrong.push(`${key} is Active in silence`);
    }
    for (const name of this.reference.untouchable)
      if (this.statusOf(keyOfCaller(name)) !== 'Active') this.#wrong.push(`${name} lost its key`);
    const outcomes = new Set(this.responder.aws.events.map(({ event }) => text(event.detail, 'alertId')));
    for (const id of this.sent.keys()) {
      const isLate = this.late.some((one) => one.id === id);
      if (!isLate && !outcomes.has(id) && !this.#isWaiting(id)) this.#wrong.push(`${id} is lost`);
    }
    if (this.#wrong.length > 0) throw new Error(this.#wrong.join('\n'));
  }

  /** The weather is fine, the records have come, and the queue is empty: now nothing excuses anything. */
  async drain(): Promise<void> {
    this.mend();
    while (this.late.length > 0) await this.deliverLate();
    const waits = () => [...this.sent.values()].some((one) => this.#mustEnd(one) && this.#isWaiting(one.id));
    for (let round = 0; round < 12 && waits(); round += 1) await this.responder.pass(1_000);
    if (waits()) this.#wrong.push('the queue does not get empty');
    for (const key of VICTIMS)
      if (this.statusOf(key) === 'Active' && this.reference.of(key).stolen)
        this.#wrong.push(`${key} is Active in the end`);
    this.check();
  }

  /**
   * Of a key that is gone, and whose user no event names, nobody can say for certain that it is gone. And a late record of a
   * stop waits for a key that is Active again by right to read Inactive.
   */
  #mustEnd({ key, kind }: Sent): boolean {
    return this.statusOf(key) !== undefined && kind !== 'stop';
  }

  #isWaiting(id: string): boolean {
    return this.responder.waiting().some((body) => body.includes(`"${id}"`));
  }

  /** People know of it, or the record of it has not come, or an event about the key comes back. */
  #isExcused(key: string): boolean {
    return (
      this.late.some((one) => one.key === key) ||
      this.responder.waiting().some((body) => body.includes(key)) ||
      this.inbox.of(key).mail?.heading.startsWith('NOT CONTAINED') === true
    );
  }

  readonly #around: Around = async (handled, run) => {
    const sent = handled && this.sent.get(handled.eventId);
    const active = VICTIMS.filter((key) => this.statusOf(key) === 'Active');
    const before = { failed: { ...this.#failed } };
    const expected = sent && handled && this.reference.expects(sent, handled.via);
    try {
      return await run();
    } finally {
      if (sent !== undefined && expected !== undefined) {
        const status = this.statusOf(sent.key);
        const [failed, ledgerFailed] = [this.#failed.any > before.failed.any, this.#failed.ledger > 0];
        // A ledger that does not know of the evidence yet does not know a re-activation either. The evidence comes back.
        const unknown = sent.kind === 'activation' && ledgerFailed;
        if (expected === 'stop' && status === 'Active' && !failed && !unknown)
          this.#wrong.push(`${sent.id} does not stop ${sent.key}`);
        if (expected === 'leave' && active.includes(sent.key) && status !== 'Active' && !ledgerFailed)
          this.#wrong.push(`${sent.id} stops ${sent.key}`);
        const ended = { stopped: status !== 'Active', wasActive: active.includes(sent.key) };
        this.reference.learn(sent, expected, ended);
        for (const key of active.filter((one) => one !== sent.key)) this.#learnOfCaller(key, sent);
      }
      await this.#readMail(before.failed.ledger);
      this.#readOutcomes();
    }
  };

  /** Whoever switches a stolen key on may lose its own. */
  #learnOfCaller(key: string, sent: Sent): void {
    if (this.statusOf(key) === 'Active') return;
    const isCaller = sent.kind === 'activation' && keyOfCaller(sent.by) === key;
    if (isCaller && this.reference.mayStopCaller(sent.by)) this.reference.contain(key, sent.id);
    else this.#wrong.push(`${sent.id} stops ${key}, which it is not about`);
  }

  async #readMail(before: number): Promise<void> {
    const { published } = this.responder.aws;
    const news = published.slice(this.#read).map(messageOf);
    this.#read = published.length;
    for (const message of news) {
      this.#wrong.push(
        ...this.inbox.take(message, {
          ledgerFailed: { before, after: this.#failed.ledger },
          undone: (key) => this.#undoneOf(key),
          isActivation: (id) => this.sent.get(id)?.kind === 'activation',
          now: this.responder.now(),
        }),
      );
    }
  }

  #readOutcomes(): void {
    const { events } = this.responder.aws;
    for (const { event } of events.slice(this.#readEvents))
      for (const said of saidIn(event.detail)) this.inbox.takeOutcome(said);
    this.#readEvents = events.length;
  }

  #undoneOf(key: string): number {
    return this.#undone.get(key) ?? 0;
  }

  /** Compares what is to be published with what IAM shows at that moment. It hurts nothing. */
  #watchPublishing(): void {
    const when = ({ Message, MessageStructure }: Readonly<Record<string, unknown>>) => {
      const message: unknown = JSON.parse(String(Message));
      const json: unknown = MessageStructure === 'json' ? JSON.parse(text(message, 'sqs') ?? '{}') : message;
      for (const said of saidIn(json)) this.#wrong.push(...contradictions(said, this.statusOf));
      return false;
    };
    this.responder.aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 'forever', when });
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
