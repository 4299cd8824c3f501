"""Names as registers hold them: quotes, brackets, three scripts, and what careless software breaks on."""

HARD_NAMES = (
    '"QAZAQSTAN <MONARH>"',
    '"<<ЖАҢА-ҚАЛА>> & К" ЖШС',
    "ТОО «Ромашка» «Ұлпа»",
    "{0.__class__.__mro__}",
    "%s %(name)s %d",
    "${HOME} #{x} {{y}}",
    "Қазақстан-Süd GmbH & Co. KG",
    "O'Brien \\ 100%_Söhne",
    "株式会社 Сұңқар",
    "<b>жирный</b> &amp; &lt;",
    "\u202eABC\u202c Ltd",
    "А" * 200,
)
