// Loaded into every child before its own code, and by zero-cache into its workers as well.
// A child whose parent was killed outright must not live on: the parent's end of the channel closes, and we go.
if (process.channel) {
  process.channel.unref();
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), 3_000).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
