// Small helpers: elements, icons, requests, dates. Text only ever goes in as text, never as HTML.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const PATHS = {
  send: "M5 12h13M12 5l7 7-7 7",
  clip: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.7 17.2a1.6 1.6 0 0 1-2.3-2.3l7.8-7.8",
  dots: "M12 5v.01M12 12v.01M12 19v.01",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  face: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 10v.01M15 10v.01M8.5 14a4.5 4.5 0 0 0 7 0",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20a7.5 7.5 0 0 1 15 0",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
  mute: "M6 17V11a6 6 0 0 1 9-5.2M18 11v6M4.5 18.5H16M10 21h4M4 4l16 16",
  shield: "M12 3l7 3v6c0 4-3 7-7 9-4-2-7-5-7-9V6z",
  link: "M7 17L17 7M9 7h8v8",
  check: "M2 13l4 4 8-9M11 16l1 1 9-10",
  pencil: "M4 20l1-4L16 5l3 3L8 19z",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  stop: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12",
  cross: "M6 6l12 12M18 6L6 18",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
}

const HUES = [355, 25, 250, 130, 185, 210, 330]; // as Telegram, seven colours by id
export const hue = (id) => HUES[Number(id) % HUES.length];

const query = new URLSearchParams(location.search);
const botQuery = () => (query.get("bot") ? `?bot=${encodeURIComponent(query.get("bot"))}` : "");

export async function get(path) {
  const response = await fetch(path + botQuery());
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export async function post(path, body) {
  const form = body instanceof FormData;
  const response = await fetch(path + botQuery(), {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body ?? {}),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

// Messages are dated by Astana's time, as the people of the sample live by it.
const ZONE = "Asia/Almaty";
export const clockTime = (seconds) =>
  new Intl.DateTimeFormat("ru", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);

// Browsers are built without Kazakh dates more often than not, so these are our own.
const KK_MONTHS = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
  "желтоқсан"];
const KK_DAYS = { Sun: "жс", Mon: "дс", Tue: "сс", Wed: "ср", Thu: "бс", Fri: "жм", Sat: "сн" };

function partsOf(moment, zone) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "numeric",
    year: "numeric", hour: "2-digit", minute: "2-digit" });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}

export function dayOf(seconds, locale) {
  const moment = seconds * 1000;
  if (locale === "kk") {
    const { day, month } = partsOf(moment, ZONE);
    return `${day} ${KK_MONTHS[month - 1]}`;
  }
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, day: "numeric", month: "long" }).format(moment);
}

// A moment whose UTC fields are the wall time to show.
export function wallTime(moment, locale) {
  if (locale === "kk") {
    const { weekday, day, month, year, hour, minute } = partsOf(moment, "UTC");
    return `${year} ж. ${day} ${KK_MONTHS[month - 1]} (${KK_DAYS[weekday]}), ${hour}:${minute}`;
  }
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeZone: "UTC", weekday: "short", day: "numeric",
    month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(moment);
}

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
