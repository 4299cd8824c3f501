// One message of a chat as a node.
import { clockTime, el, fileSize, icon } from "./dom.js";
import { marked, rich } from "./text.js";
import { t } from "./words.js";

export function messageNode(message, { turn, last, quoted, act }) {
  const own = !message.by_bot;
  const classes = ["message", own && "own", turn && "turn", last && "last", message.rows.length && "keyed",
    message.kind === "sticker" && "sticker"];
  const bubble = el("div", { class: "bubble" });
  if (quoted) bubble.append(el("div", { class: "quote" }, quoted.text.split("\n")[0] || quoted.kind));
  bubble.append(...media(message));
  const words = el("span", { class: "text" }, rich(message.text, message.entities, act));
  bubble.append(words, stamp(message, own));
  return el(
    "article",
    { class: classes.filter(Boolean).join(" "), "data-id": message.id, "aria-label": own ? message.author : t("bot") },
    bubble,
    message.rows.length ? keys(message, act) : null,
    own ? tools(message, act) : null,
  );
}

function stamp(message, own) {
  const marks = [];
  if (message.protected) marks.push(badge("shield", "protected"));
  if (!own) marks.push(message.silent ? badge("mute", "silent") : badge("bell", "rings"));
  if (own && message.edited) marks.push(t("edited"));
  marks.push(clockTime(message.date));
  if (own) marks.push(icon("check"));
  return el("span", { class: "stamp" }, marks);
}

function badge(name, word) {
  return el("span", { class: word, title: t(word), role: "img", "aria-label": t(word) }, icon(name));
}

function media(message) {
  if (message.kind === "contact") {
    const { first_name: first, last_name: family, phone_number: phone } = message.contact;
    const name = [first, family].filter(Boolean).join(" ");
    return [el("div", { class: "file" }, el("i", {}, icon("person")), el("div", {}, el("b", {}, name), el("small", {}, phone)))];
  }
  if (!message.file) return [];
  if (message.kind === "sticker") return [message.file.name];
  const address = `/local/files/${encodeURIComponent(message.file.file_id)}`;
  if (message.kind === "photo") {
    return [el("img", { class: "photo", src: address, alt: message.text || t("photo"),
      width: message.file.width, height: message.file.height })];
  }
  return [el("a", { class: "file", href: address, download: message.file.name },
    el("i", {}, icon("file")),
    el("div", {}, el("b", {}, message.file.name), el("small", {}, fileSize(message.file.size))))];
}

function keys(message, act) {
  const key = (button) => {
    const node = el("button", { class: "key", title: button.label }, marked(button.label));
    if (button.url) node.append(el("span", { class: "corner" }, icon("link")));
    node.addEventListener("click", async () => {
      if (button.url) return act.follow(button.url);
      if (button.copy) return navigator.clipboard.writeText(button.copy);
      node.classList.add("waiting");
      await act.press(message.id, button.data);
      node.classList.remove("waiting");
    });
    return node;
  };
  return el("div", { class: "keys" }, message.rows.map((row) => el("div", { class: "row" }, row.map(key))));
}

function tools(message, act) {
  const tool = (name, word, run) =>
    el("button", { class: "round", "aria-label": t(word), title: t(word), onclick: run }, icon(name));
  const editable = message.kind === "text" || message.text;
  return el("div", { class: "tools" },
    editable ? tool("pencil", "edit", () => act.edit(message)) : null,
    tool("bin", "remove", () => act.remove(message)));
}
