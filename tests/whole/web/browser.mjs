// A real browser, and a page that remembers everything that went wrong on it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Runs `work(open)` with a fresh browser; `open({width, height, scheme})` gives {page, wrongs}. */
export async function withBrowser(program, base, work) {
  const profile = await mkdtemp(join(tmpdir(), "o4o-web-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: program, headless: true, args: flags });
  try {
    return await work((size) => open(context, base, size));
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function open(context, base, { width, height, scheme }) {
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme });
  const wrongs = [];
  page.on("pageerror", (error) => wrongs.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") wrongs.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(base).origin) wrongs.push(`foreign request: ${request.url()}`);
  });
  await page.exposeFunction("tellViolation", (text) => wrongs.push(`content security policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => window.tellViolation(`${event.violatedDirective} ${event.blockedURI}`));
  });
  return { page, wrongs };
}
