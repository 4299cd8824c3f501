// The page: who is shown, the clock, the push of events.
import { el, get, hue, initials, post, wallTime } from "./dom.js";
import { Phone } from "./phone.js";
import { LANGUAGES, language, setLanguage, t } from "./words.js";

const byId = (id) => document.getElementById(id);
const phones = new Map();
let people = [];
let clock = null; // { wall: ms of the legal wall time, at: performance.now() }
let events = null;

const fromAddress = () =>
  (new URLSearchParams(location.search).get("people") || "").split(",").map(Number).filter(Boolean);

function toAddress() {
  const query = new URLSearchParams(location.search);
  query.set("people", [...phones.keys()].join(","));
  history.replaceState(null, "", `/?${query.toString().replaceAll("%2C", ",")}`);
}

function listen() {
  events?.close();
  if (!phones.size) return;
  const query = new URLSearchParams(location.search);
  query.set("people", [...phones.keys()].join(","));
  events = new EventSource(`/local/events?${query}`);
  // Opened, or opened again after the server was away: nothing pushed meanwhile may be missing.
  events.onopen = () => phones.forEach((phone) => phone.load().catch(() => {}));
  events.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === "clock") setClock(event.now);
    else if (event.kind === "people") loadState();
    else if (event.kind === "commands") phones.forEach((phone) => phone.take(event));
    else phones.get(event.chat_id)?.take(event);
  };
}

function show(id) {
  if (phones.has(id)) return;
  phones.set(id, new Phone(id, () => hide(id)));
}

function hide(id) {
  phones.delete(id);
  changed();
}

function changed() {
  toAddress();
  drawPhones();
  drawPeople();
  listen();
}

function drawPhones() {
  const nodes = [...phones.values()].map((phone) => phone.node);
  byId("phones").replaceChildren(...(nodes.length ? nodes : [el("p", { class: "empty" }, t("choose"))]));
}

function drawPeople() {
  byId("people-button").textContent = t("people");
  const entry = (person) => {
    const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
    const toggle = () => {
      if (phones.has(person.id)) phones.delete(person.id);
      else show(person.id);
      changed();
    };
    return el("button", { class: "person", "aria-pressed": String(phones.has(person.id)), onclick: toggle },
      el("span", { class: "avatar", style: `--hue:${hue(person.id)}`, "aria-hidden": true }, initials(name)),
      el("span", {}, name, el("small", {}, person.note || `@${person.username || person.id}`)));
  };
  byId("people-list").replaceChildren(...people.map(entry));
}

function openPeople(open) {
  byId("people-list").hidden = !open;
  byId("people-button").setAttribute("aria-expanded", String(open));
}

function setClock(iso) {
  byId("clock").hidden = !iso;
  if (!iso) return;
  clock = { wall: Date.parse(`${iso.slice(0, 19)}Z`), at: performance.now() };
  drawClock();
}

function drawClock() {
  if (!clock) return;
  const now = clock.wall + performance.now() - clock.at;
  byId("clock-now").textContent = wallTime(now, language());
}

function drawMoves() {
  const amount = el("input", { type: "number", min: 1, max: 366, value: 1, "aria-label": t("forward") });
  const move = (unit, word) => el("button", { onclick: async () => {
    const by = Math.min(Math.max(Math.trunc(amount.valueAsNumber) || 1, 1), 366);
    setClock((await post("/local/clock", { [unit]: by })).now);
    amount.value = 1;
  } }, t(word));
  byId("clock").setAttribute("aria-label", t("clock"));
  byId("clock").title = t("clock");
  byId("clock-moves").replaceChildren(
    el("span", {}, t("forward")), amount,
    move("hours", "hours"), move("days", "days"), move("working_days", "working"));
}

function drawLanguages() {
  const choose = (code) => () => {
    setLanguage(code);
    drawAll();
    phones.forEach((phone) => phone.chat && phone.draw());
  };
  byId("languages").replaceChildren(...LANGUAGES.map((code) =>
    el("button", { "aria-pressed": String(code === language()), onclick: choose(code) }, code.toUpperCase())));
}

function drawAll() {
  document.documentElement.lang = language();
  drawLanguages();
  drawMoves();
  drawClock();
  drawPeople();
  drawPhones();
}

async function loadState() {
  const state = await get("/local/state");
  people = state.people;
  setClock(state.clock);
  document.title = `${state.bot.first_name} · Local Telegram`;
  drawPeople();
}

byId("people-button").addEventListener("click", () => openPeople(byId("people-list").hidden));
document.addEventListener("click", (event) => {
  if (!event.target.closest(".people") && event.target.isConnected) openPeople(false);
});
setInterval(drawClock, 10_000);

await loadState();
const known = new Set(people.map((person) => person.id));
fromAddress().filter((id) => known.has(id)).forEach(show);
drawAll();
listen();
if (!phones.size) openPeople(true);
