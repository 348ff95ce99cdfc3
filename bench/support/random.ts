/** Numbers in [0, 1) that come the same way again from the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) / 0x1_0000_0000;
  };
}

/** When each of `count` independent arrivals is due, in ms from the start, at `perSecond` on average. */
export function arrivalTimes(perSecond: number, count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const due = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at += (-Math.log(1 - random()) * 1000) / perSecond;
    due[i] = at;
  }
  return due;
}
