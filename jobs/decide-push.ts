import { decidePushes } from '#server/push/decide-pushes.ts';
import type { Handler } from './job-deps.ts';

/** Somebody was told something: should their devices say so, now or when quiet hours end? */
export const decidePushJob: Handler<'decide-push'> = async ({ memberId }, { pool, now }) => {
  await decidePushes(pool, { memberId, now: now() });
};
