// The page's own words. The bot's words come from the bot.
const WORDS = {
  en: {
    people: "People", choose: "Choose whose phone to show. Two or three fit side by side.", bot: "bot", typing: "typing…",
    start: "Start", restart: "Restart", menu: "Menu", message: "Message", send: "Send", attach: "Attach", more: "More",
    photo: "Photo", file: "File", sticker: "Sticker", contact: "My contact", another: "Another contact", block: "Block the bot", close: "Close",
    unblock: "Unblock the bot", edit: "Edit", remove: "Delete", editing: "Editing", cancel: "Cancel", silent: "came silently",
    rings: "came with a sound", protected: "protected", edited: "edited", hours: "hours", days: "days",
    working: "working days", forward: "Forward by", clock: "The bot's clock", away: "The local Telegram is not answering", ok: "OK",
    intro: "No messages yet. Press Start.", phone: "Phone of",
  },
  ru: {
    people: "Люди", choose: "Выберите, чей телефон показать. Рядом помещаются два или три.", bot: "бот", typing: "печатает…",
    start: "Старт", restart: "Начать снова", menu: "Меню", message: "Сообщение", send: "Отправить", attach: "Прикрепить",
    more: "Ещё", photo: "Фото", file: "Файл", sticker: "Стикер", contact: "Мой контакт", another: "Другой контакт", block: "Заблокировать бота",
    close: "Закрыть", unblock: "Разблокировать бота", edit: "Изменить", remove: "Удалить", editing: "Изменение",
    cancel: "Отменить", silent: "пришло без звука", rings: "пришло со звуком", protected: "защищено", edited: "изменено",
    hours: "ч", days: "дн.", working: "раб. дн.", forward: "Вперёд на", clock: "Часы бота", away: "Локальный Telegram не отвечает",
    ok: "ОК", intro: "Сообщений пока нет. Нажмите «Старт».", phone: "Телефон:",
  },
  kk: {
    people: "Адамдар", choose: "Кімнің телефонын көрсету керегін таңдаңыз. Қатар екеуі не үшеуі сыяды.", bot: "бот",
    typing: "жазып жатыр…", start: "Бастау", restart: "Қайта бастау", menu: "Мәзір", message: "Хабарлама", send: "Жіберу",
    attach: "Тіркеу", more: "Тағы", photo: "Фото", file: "Файл", sticker: "Стикер", contact: "Менің байланысым", another: "Басқа байланыс",
    block: "Ботты бұғаттау", close: "Жабу", unblock: "Ботты бұғаттан шығару", edit: "Өзгерту", remove: "Жою",
    editing: "Өзгерту", cancel: "Бас тарту", silent: "дыбыссыз келді", rings: "дыбыспен келді", protected: "қорғалған",
    edited: "өзгертілді", hours: "сағат", days: "күн", working: "жұмыс күні", forward: "Алға жылжыту", clock: "Бот сағаты",
    away: "Жергілікті Telegram жауап бермейді", ok: "Жарайды", intro: "Әзірге хабарлама жоқ. «Бастау» түймесін басыңыз.",
    phone: "Телефон:",
  },
};

export const LANGUAGES = ["en", "ru", "kk"];
let chosen = LANGUAGES.includes(localStorage.getItem("language")) ? localStorage.getItem("language") : "en";

export const language = () => chosen;
export const t = (key) => WORDS[chosen][key];
export function setLanguage(code) {
  chosen = code;
  localStorage.setItem("language", code);
}
