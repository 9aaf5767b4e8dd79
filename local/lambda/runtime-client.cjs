/**
 * Loaded before aws-lambda-ric, AWS's runtime interface client. It replaces `./rapid-client.node`, the compiled C++ part.
 * With AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1 the client asks for events in JavaScript, and uses the compiled part only
 * to send answers. This depends on the internals of 4.0.2, so the version is pinned exactly.
 */
const Module = require('node:module');
const { request } = require('node:http');

const invocation = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
const nativeClient = {
  done: (requestId, body) => post(`${invocation}/${requestId}/response`, body),
  error: (requestId, body) => post(`${invocation}/${requestId}/error`, body),
};

const load = Module._load;
Module._load = (name, ...others) => (name === './rapid-client.node' ? nativeClient : load(name, ...others));

function post(url, body) {
  request(url, { method: 'POST', agent: false }, (response) => response.resume())
    .on('error', () => process.exit(1))
    .end(body);
}

// The parent holds the other end of standard input. So this process ends with its parent, even after a crash.
process.stdin.on('end', () => process.exit(1)).resume();
process.stdin.unref();
