/**
 * Ends this process with one sentence if its Node is too old. npm's commands load it first, because an older Node fails at the
 * first file of TypeScript, with a stack.
 */
const { engines } = require('../package.json');

const least = engines.node.replace(/\D+/g, '');
const { node } = process.versions;
if (Number(node.split('.')[0]) < Number(least)) {
  process.stderr.write(
    `Node ${least} or later is needed, and this is ${node}: install it (https://nodejs.org), or on Linux x64 let npm bring it (npm ci, without --omit=optional)\n`,
  );
  process.exit(1);
}
