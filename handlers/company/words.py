"""Labels of the company room's own classes."""

from collections.abc import Mapping

from domain.company.model import Channel, PeopleBand, TurnoverBand
from domain.company.rules import Sign
from handlers.words.catalog import Text

PEOPLE: Mapping[str, Text] = {
    PeopleBand.MICRO: Text("company.people", "Up to 9 people"),
    PeopleBand.SMALL: Text("company.people", "10–49 people"),
    PeopleBand.MEDIUM: Text("company.people", "50–249 people"),
    PeopleBand.LARGE: Text("company.people", "250–999 people"),
    PeopleBand.HUGE: Text("company.people", "1,000 people or more"),
}
TURNOVER: Mapping[str, Text] = {
    TurnoverBand.BELOW_10: Text("company.turnover", "Below $10 m a year"),
    TurnoverBand.TO_100: Text("company.turnover", "$10–100 m a year"),
    TurnoverBand.TO_1000: Text("company.turnover", "$100 m – 1 bn a year"),
    TurnoverBand.ABOVE_1000: Text("company.turnover", "Over $1 bn a year"),
}
CHANNELS: Mapping[str, Text] = {
    Channel.PHONE: Text("contact.channel", "Phone"),
    Channel.MAIL: Text("contact.channel", "E-mail"),
    Channel.TELEGRAM: Text("contact.channel", "Telegram"),
    Channel.WHATSAPP: Text("contact.channel", "WhatsApp"),
    Channel.WECHAT: Text("contact.channel", "WeChat"),
}
LANGUAGES: Mapping[str, Text] = {
    "en": Text("contact.language", "English"),
    "ru": Text("contact.language", "Russian"),
    "kk": Text("contact.language", "Kazakh"),
    "de": Text("contact.language", "German"),
    "fr": Text("contact.language", "French"),
    "zh": Text("contact.language", "Chinese"),
    "ko": Text("contact.language", "Korean"),
    "ja": Text("contact.language", "Japanese"),
    "tr": Text("contact.language", "Turkish"),
    "ar": Text("contact.language", "Arabic"),
    "es": Text("contact.language", "Spanish"),
    "it": Text("contact.language", "Italian"),
}
SIGNS: Mapping[Sign, Text] = {
    Sign.NUMBER: Text("company.double", "{name} · same number"),
    Sign.SITE: Text("company.double", "{name} · same site"),
    Sign.SAME_NAME: Text("company.double", "{name} · same name"),
    Sign.LIKE_NAME: Text("company.double", "{name} · similar name"),
}
