// The command line: --name value, each name known.

const known = new Map([
  ["base", "where the edge host listens, for example http://127.0.0.1:5090"],
  ["session", "an open or settled session of that host, for the shopper's cart"],
  ["settled", "a settled session of that host: its story is opened on both pages (left out by default)"],
  ["out", "the folder for screenshots"],
  ["carts", "how many carts the floor must show at some moment (default 1)"],
  ["chromium", "the browser's program (default /usr/bin/chromium)"],
]);
const needed = ["base", "session", "out"];

/** The options as {name: text}; a mistake ends the program with 2 and a list of the options. */
export function readOptions(words) {
  const options = { carts: "1", chromium: "/usr/bin/chromium" };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, "");
    if (!known.has(name) || words[i + 1] === undefined) refuse(`${words[i]}: unknown, or without a value`);
    options[name] = words[i + 1];
  }
  for (const name of needed) if (!options[name]) refuse(`--${name} is missing`);
  if (!/^\d+$/.test(options.carts)) refuse("--carts needs a whole number");
  return { ...options, base: options.base.replace(/\/$/, ""), carts: Number(options.carts) };
}

function refuse(reason) {
  console.error(reason);
  for (const [name, text] of known) console.error(`  --${name.padEnd(10)} ${text}`);
  process.exit(2);
}
