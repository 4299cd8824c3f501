"""Files as the National Bank's get_rates.cfm gives them."""

from datetime import date

TODAY = date(2026, 11, 22)

_CODES = (
    "AUD AZN AMD BYN BRL HUF HKD GEL DKK AED USD EUR INR IRR CAD CNY KWD KGS MYR MXN MDL NOK PLN SAR RUB XDR SGD TJS "
    "THB TRY UZS UAH GBP CZK SEK CHF ZAR KRW JPY"
)
NAMES = tuple(_CODES.split())


def item(code: str, tenge: str = "474.2", quant: str = "1") -> str:
    return (
        f"<item><fullname>ВАЛЮТА {code}</fullname><title>{code}</title><description>{tenge}</description>"
        f"<quant>{quant}</quant><index>UP</index><change>+1.13</change></item>"
    )


def published(*items: str, day: str = "20.11.2026") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rates>\n<generator>Alternate RSS Builder</generator>'
        "<title>Official exchange rates</title><link>www.nationalbank.kz</link>"
        "<description>Официальные курсы валют</description><copyright>www.nationalbank.kz</copyright>"
        f"<date>{day}</date>\n" + "\n".join(items) + "\n</rates>"
    ).encode()
