// One live feed that stays open: reconnects with backoff, and notices a silent line.

const firstRetryMs = 500;
const lastRetryMs = 8000;
const watchEveryMs = 1000;

/**
 * Opens an event stream and keeps it open until `close()` of the answer is called.
 * `handlers`: event name to a function of the parsed data. `onState`: told "connecting",
 * "live" or "reconnecting". `silenceMs`: a line quiet for longer is taken for dead and opened
 * anew; 0 where the feed may be quiet by nature (heartbeat comments do not reach scripts).
 */
export function openFeed(path, handlers, onState, silenceMs = 0) {
  let source = null;
  let retryMs = firstRetryMs;
  let retryTimer = 0;
  let closed = false;
  let heardMs = performance.now();

  function connect() {
    clearTimeout(retryTimer);
    retryTimer = 0;
    source?.close();
    heardMs = performance.now();
    source = new EventSource(path);
    source.addEventListener("open", () => onState("live"));
    source.addEventListener("error", retry);
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => {
        heardMs = performance.now();
        retryMs = firstRetryMs;
        handle(JSON.parse(event.data));
      });
    }
  }

  function retry() {
    source.close();
    onState("reconnecting");
    if (closed || retryTimer) return;
    retryTimer = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  }

  function watch() {
    if (silenceMs && !retryTimer && performance.now() - heardMs > silenceMs) retry();
  }

  function hurry() {
    if (retryTimer) connect();
  }

  const watchTimer = setInterval(watch, watchEveryMs);
  window.addEventListener("online", hurry);
  onState("connecting");
  connect();

  return {
    close() {
      closed = true;
      clearInterval(watchTimer);
      clearTimeout(retryTimer);
      window.removeEventListener("online", hurry);
      source.close();
    },
  };
}

/**
 * The JSON at `path`: {found: true, value}, or {found: false} for 404. Any other answer,
 * or none at all, is tried again with the same backoff, after `onTrouble` has been told.
 */
export async function load(path, onTrouble) {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
    const answer = await tryLoad(path);
    if (answer.ok) return { found: true, value: answer.value };
    if (answer.status === 404) return { found: false };
    onTrouble(answer.reason);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function tryLoad(path) {
  try {
    const response = await fetch(path, { cache: "no-store" });
    if (!response.ok) return { ok: false, status: response.status, reason: `the store answered ${response.status}` };
    return { ok: true, value: await response.json() };
  } catch (error) {
    // A network failure is part of life on a phone: the caller shows it and tries again.
    return { ok: false, status: 0, reason: `the store cannot be reached (${error.message})` };
  }
}
