// One zone for every test, so that a forgotten time zone shows on any machine.
process.env.TZ = 'America/Los_Angeles';
process.env.UV_THREADPOOL_SIZE ??= '8';
