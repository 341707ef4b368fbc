// Numbers into words and figures for people. Money arrives in minor units (cents, won).

const formats = new Map();

/** Minor units of an ISO 4217 currency as text; how many minor digits it has, Intl knows. */
export function money(minor, currency) {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { style: "currency", currency });
    formats.set(currency, format);
  }
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** Signed grams: "−105 g", "+2.5 g". A tenth is shown only under 10 g. */
export function grams(value) {
  const size = Math.abs(value);
  const text = size < 10 ? String(Math.round(size * 10) / 10) : String(Math.round(size));
  return `${value < 0 ? "\u2212" : "+"}${text}\u00a0g`;
}

/** Microseconds as "850 µs", "3.2 ms" or "1.4 s". */
export function duration(us) {
  if (us < 1000) return `${Math.round(us)}\u00a0µs`;
  if (us < 1e6) return `${trim(us / 1e3)}\u00a0ms`;
  return `${trim(us / 1e6)}\u00a0s`;
}

/** A span of microseconds as "45 s", "3 min" or "1 h 5 min". */
export function span(us) {
  const seconds = Math.max(0, Math.floor(us / 1e6));
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min`;
  return `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** A moment of a visit, microseconds after its beginning, as "0:45" or "12:05". */
export function clock(us) {
  const seconds = Math.max(0, Math.floor(us / 1e6));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A share of one as whole percent, rounded down: only certainty reads 100 %. */
export function percent(share) {
  return `${Math.floor(share * 100 + 1e-9)}\u00a0%`;
}

/** "1 item", "3 items". */
export function count(n, singular, plural = `${singular}s`) {
  return `${n.toLocaleString()}\u00a0${n === 1 ? singular : plural}`;
}

/** "brokerToInbox" as "broker to inbox". */
export function words(camel) {
  return camel.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

/** How many units a cart holds. */
export function units(lines) {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function trim(value) {
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
