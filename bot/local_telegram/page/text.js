// Text with Telegram's entities as nodes. Offsets are UTF-16 units, as in JavaScript strings.
import { el } from "./dom.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
// Colour marks are drawn: not every machine has a font with coloured letters.
const MARKS = { "🔴": "red", "🟠": "orange", "🟡": "yellow", "🟢": "green", "🔵": "blue", "⚪": "white" };

export function marked(text) {
  return text.split(/(🔴|🟠|🟡|🟢|🔵|⚪)/u).filter(Boolean)
    .map((piece) => (MARKS[piece] ? el("span", { class: `mark ${MARKS[piece]}` }, piece) : piece));
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function rich(text, entities, act) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return part(text, 0, text.length, sorted, act);
}

function part(text, start, end, entities, act) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue;
    if (entity.offset > at) nodes.push(...marked(text.slice(at, entity.offset)));
    const inner = entities.slice(i + 1).filter((other) => other.offset < stop);
    nodes.push(wrap(entity, text.slice(entity.offset, stop), part(text, entity.offset, stop, inner, act), act));
    at = stop;
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1; // a block ends its line by itself
  }
  if (at < end) nodes.push(...marked(text.slice(at, end)));
  return nodes;
}

function wrap(entity, raw, children, act) {
  if (TAGS[entity.type]) return el(TAGS[entity.type], {}, children);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, act);
    case "url":
      return link(raw, children, act);
    case "bot_command":
      return el("a", { role: "link", tabindex: 0, onclick: () => act.send(raw) }, children);
    case "blockquote":
      return el("blockquote", {}, children);
    case "expandable_blockquote":
      return el("blockquote", { class: "folded", onclick: (e) => e.currentTarget.classList.toggle("folded") }, children);
    case "spoiler":
      return el("span", { class: "spoiler", onclick: (e) => e.currentTarget.classList.add("open") }, children);
    default:
      return el("span", {}, children);
  }
}

function link(url, children, act) {
  const follow = (event) => {
    event.preventDefault();
    act.follow(url);
  };
  return el("a", { href: url, onclick: follow, rel: "noreferrer" }, children);
}
