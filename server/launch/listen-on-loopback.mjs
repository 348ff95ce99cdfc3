// zero-cache has no setting for the address it listens on and takes every interface; this keeps it at home.
import { Server } from 'node:net';

const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(...args) {
  const [first] = args;
  if (typeof first === 'object' && first !== null && 'port' in first)
    args[0] = { ...first, host: '127.0.0.1' };
  if (typeof first === 'number') args[0] = { port: first, host: '127.0.0.1' };
  return listen.apply(this, args);
};
