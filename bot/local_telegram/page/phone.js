// A phone: one person's chat with the bot.
import { dayOf, el, get, icon, initials, post } from "./dom.js";
import { messageNode } from "./message.js";
import { marked } from "./text.js";
import { t } from "./words.js";

const TYPING_MS = 5000;
const TOAST_MS = 4000;
const SHOWN = 200; // the newest messages; a long run leaves thousands

export class Phone {
  constructor(personId, close) {
    this.id = personId;
    this.close = close;
    this.chat = null;
    this.editing = null;
    this.loading = 0; // readings of the chat on their way
    this.missed = false; // something was pushed meanwhile
    this.asked = 0;
    this.node = el("div", { class: "holder" });
    this.act = {
      send: (text) => this.try(() => this.say("text", { text })),
      press: (id, data) => this.try(() => this.press(id, data)),
      follow: (url) => this.try(() => this.follow(url)),
      edit: (message) => this.startEditing(message),
      remove: (message) => this.try(() => this.say("delete", { message_id: message.id })),
    };
  }

  say(action, body) {
    return post(`/local/people/${this.id}/${action}`, body);
  }

  async try(work) {
    try {
      return await work();
    } catch (failure) {
      this.toast(failure.message);
      return null;
    }
  }

  // What is pushed while the chat is being read may be newer than what was read: then it is read again.
  async load() {
    this.loading += 1;
    try {
      do {
        this.missed = false;
        this.chat = await get(`/local/people/${this.id}/chat`);
      } while (this.missed);
    } finally {
      this.loading -= 1;
    }
    this.draw();
  }

  // What the server pushes.
  async take(event) {
    if (this.loading) this.missed = true;
    if (this.loading || !this.chat) return;
    const messages = this.chat.messages;
    if (event.kind === "message") {
      const at = messages.findIndex((m) => m.id === event.message.id);
      if (at >= 0) messages[at] = event.message;
      else messages.push(event.message);
      this.setStatus(false);
      this.drawChat(at < 0);
    } else if (event.kind === "deleted") {
      this.chat.messages = messages.filter((m) => m.id !== event.message_id);
      this.drawChat(false);
    } else if (event.kind === "action") {
      this.setStatus(true);
    } else if (event.kind === "chat" || event.kind === "commands") {
      const asked = (this.asked += 1);
      const { started, blocked, keyboard, commands, description } = await get(`/local/people/${this.id}/chat`);
      if (asked !== this.asked) return; // a later answer is on its way or was here
      Object.assign(this.chat, { started, blocked, keyboard, commands, description });
      this.drawFoot();
    }
  }

  name() {
    return [this.chat.person.first_name, this.chat.person.last_name].filter(Boolean).join(" ");
  }

  draw() {
    const { person, bot } = this.chat;
    this.status = el("small", {}, t("bot"));
    this.list = el("div", { class: "chat", role: "log", "aria-live": "polite" });
    this.foot = el("div", { class: "foot" });
    const more = el("button", { class: "round", "aria-label": t("more"), onclick: () => this.openMore() }, icon("dots"));
    this.screen = el("section", { class: "phone", "aria-label": `${t("phone")} ${this.name()}` },
      el("div", { class: "top" },
        el("span", { class: "avatar", style: "--hue:205", "aria-hidden": true }, initials(bot.first_name)),
        el("div", { class: "name" }, el("b", {}, bot.first_name), this.status),
        more),
      this.list, this.foot);
    this.node.replaceChildren(
      el("div", { class: "who" }, el("b", {}, this.name()), el("span", { title: person.note }, person.note),
        el("button", { "aria-label": `${t("close")}: ${this.name()}`, onclick: this.close }, "×")),
      this.screen);
    this.drawChat(true);
    this.drawFoot();
  }

  drawChat(toEnd) {
    const near = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    const nodes = [];
    let day = "";
    const messages = this.chat.messages.slice(-SHOWN);
    messages.forEach((message, index) => {
      const today = dayOf(message.date, this.chat.person.language_code || "en");
      if (today !== day) nodes.push(el("div", { class: "day" }, today));
      day = today;
      const [before, after] = [messages[index - 1], messages[index + 1]];
      nodes.push(messageNode(message, {
        turn: before && before.by_bot !== message.by_bot,
        last: !after || after.by_bot !== message.by_bot,
        quoted: messages.find((m) => m.id === message.reply_to),
        act: this.act,
      }));
    });
    if (!messages.length) nodes.push(el("div", { class: "intro" }, this.chat.description || t("intro")));
    const place = this.list.scrollTop;
    this.list.replaceChildren(...nodes);
    this.list.scrollTop = toEnd || near ? this.list.scrollHeight : place;
  }

  drawFoot() {
    const typed = this.input ? this.input.value : "";
    const { started, blocked, keyboard, commands } = this.chat;
    if (!started || blocked) {
      this.input = null;
      const word = blocked ? "restart" : "start";
      this.foot.replaceChildren(
        el("button", { class: "wide", onclick: () => this.try(() => this.say("start", {})) }, t(word)));
      return;
    }
    this.input = el("textarea", { rows: 1, "aria-label": t("message"),
      placeholder: keyboard?.input_field_placeholder || t("message"),
      oninput: () => this.fit(), onkeydown: (event) => this.onKey(event) });
    this.input.value = typed;
    const menu = commands.length
      ? el("button", { class: "menu", onclick: () => this.openCommands() }, t("menu")) : null;
    this.foot.replaceChildren(
      ...(this.editing ? [this.editingBar()] : []),
      el("div", { class: "compose" }, menu,
        el("button", { class: "round", "aria-label": t("attach"), onclick: () => this.openAttach() }, icon("clip")),
        this.input,
        el("button", { class: "round send", "aria-label": t("send"), onclick: () => this.submit() }, icon("send"))),
      ...(keyboard ? [this.board(keyboard)] : []));
    this.fit();
  }

  board(keyboard) {
    const key = (button) =>
      el("button", { onclick: () => this.try(() => this.say("tap", { label: button.text })), title: button.text }, marked(button.text));
    return el("div", { class: "board" }, keyboard.keyboard.map((row) => el("div", { class: "row" }, row.map(key))));
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 130)}px`;
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  async submit() {
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = "";
    this.fit();
    const edited = this.editing;
    if (edited) {
      this.editing = null;
      this.drawFoot();
    }
    const done = await this.try(() =>
      edited ? this.say("edit", { message_id: edited.id, text }) : this.say("text", { text }));
    if (!done && this.input && !this.input.value) this.input.value = text; // what was typed is not lost
  }

  startEditing(message) {
    this.editing = message;
    this.drawFoot();
    this.input.value = message.text;
    this.fit();
    this.input.focus();
  }

  editingBar() {
    const cancel = () => {
      this.editing = null;
      this.input.value = "";
      this.drawFoot();
    };
    return el("div", { class: "editing" }, icon("pencil").cloneNode(false), el("span", {}, `${t("editing")}: ${this.editing.text}`),
      el("button", { "aria-label": t("cancel"), onclick: cancel }, "×"));
  }

  async press(messageId, data) {
    const { answer } = await this.say("press", { message_id: messageId, data });
    if (!answer) return;
    if (answer.url) await this.follow(answer.url);
    if (answer.text && answer.show_alert) this.alert(answer.text);
    else if (answer.text) this.toast(answer.text);
  }

  async follow(url) {
    if (/^(https?:\/\/)?(t|telegram)\.me\/\w+\/?\?start=/i.test(url)) await this.say("open", { url });
    else window.open(/^[a-z]+:/i.test(url) ? url : `https://${url}`, "_blank", "noopener,noreferrer");
  }

  setStatus(busy) {
    clearTimeout(this.statusTimer);
    this.status.textContent = t(busy ? "typing" : "bot");
    this.status.classList.toggle("busy", busy);
    if (busy) this.statusTimer = setTimeout(() => this.setStatus(false), TYPING_MS);
  }

  toast(text) {
    this.screen?.querySelector(".toast")?.remove();
    const node = el("div", { class: "toast", role: "status" }, text);
    this.screen?.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }

  alert(text) {
    const veil = el("div", { class: "veil" });
    const ok = el("button", { onclick: () => veil.remove() }, t("ok"));
    veil.append(el("div", { class: "dialog", role: "alertdialog", "aria-label": text }, text, ok));
    this.screen.append(veil);
    ok.focus();
  }

  pop(holder, classes, entries) {
    const open = this.screen.querySelector(".pop");
    open?.remove();
    if (open && open.dataset.kind === classes) return;
    const node = el("div", { class: `pop ${classes}`, role: "menu", "data-kind": classes }, entries);
    holder.append(node);
    const away = (event) => {
      if (node.contains(event.target)) return;
      node.remove();
    };
    setTimeout(() => document.addEventListener("click", away, { once: true }));
    node.addEventListener("click", () => node.remove());
  }

  entry(iconName, word, run) {
    return el("button", { role: "menuitem", onclick: run }, icon(iconName), t(word));
  }

  openCommands() {
    const command = ({ command: name, description }) =>
      el("button", { class: "command", role: "menuitem", onclick: () => this.act.send(`/${name}`) },
        el("span", {}, description), el("small", {}, `/${name}`));
    this.pop(this.foot, "", this.chat.commands.map(command));
  }

  openAttach() {
    const entries = [
      this.entry("photo", "photo", () => this.pick(true)),
      this.entry("file", "file", () => this.pick(false)),
      this.entry("face", "sticker", () => this.try(() => this.say("sticker", {}))),
      this.chat.person.phone ? this.entry("person", "contact", () => this.try(() => this.say("contact", {}))) : null,
      this.entry("person", "another", () => this.openContacts()),
    ];
    this.pop(this.foot, "small", entries);
  }

  async openContacts() {
    const { people } = await get("/local/state");
    const share = (person) => () => this.try(() => this.say("contact", { contact: {
      phone_number: person.phone, first_name: person.first_name, last_name: person.last_name ?? undefined,
      user_id: person.id } }));
    const known = people.filter((person) => person.phone && person.id !== this.id);
    this.pop(this.foot, "contacts", known.map((person) =>
      el("button", { class: "command", role: "menuitem", onclick: share(person) },
        el("span", {}, [person.first_name, person.last_name].filter(Boolean).join(" ")), el("small", {}, person.phone))));
  }

  openMore() {
    const word = this.chat.blocked ? "unblock" : "block";
    this.pop(this.screen, "top-right", [this.entry("stop", word, () => this.try(() => this.say(word, {})))]);
  }

  pick(photos) {
    const input = el("input", { type: "file", multiple: true, accept: photos ? "image/*" : undefined });
    input.addEventListener("change", () => this.try(async () => {
      const form = new FormData();
      for (const file of input.files) form.append("file", file);
      form.append("as", photos ? "photo" : "document");
      form.append("caption", this.input?.value || "");
      await this.say("files", form);
      if (this.input) this.input.value = "";
    }));
    input.click();
  }
}
