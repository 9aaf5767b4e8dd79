/** Tells whoever starts every test how long that takes, and ends if it cannot. */
require('./needs-node.cjs');

process.stdout.write(
  'Packaging, then every test: about seven minutes on two cores. npm test -- test/core runs a part.\n',
);
