// Loaded into every child before its own code, and by zero-cache into its workers as well.
// A child whose parent was killed outright must not live on: the parent's end of the channel closes, and we go.
if (process.channel) {
  // Our own ear alone keeps nobody alive; whoever waits for the parent's messages stays for them.
  process.channel.unref();
  const isAwaited = () => process.listenerCount('message') > 0;
  process.on('newListener', (name) => name === 'message' && process.channel?.ref());
  process.on('removeListener', (name) => name === 'message' && !isAwaited() && process.channel?.unref());
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), 3_000).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
