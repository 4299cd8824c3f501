"""Names of acts, as the history of a subject shows them."""

from handlers.words.catalog import Text
from handlers.words.reader import Reader

ACTS: dict[str, Text] = {
    "organisation.add": Text("access.act", "Organisation entered"),
    "organisation.change": Text("access.act", "Organisation changed"),
    "organisation.close": Text("access.act", "Organisation closed"),
    "organisation.reopen": Text("access.act", "Organisation opened again"),
    "invitation.make": Text("access.act", "Invitation made"),
    "invitation.again": Text("access.act", "Invitation to another account made"),
    "invitation.renew": Text("access.act", "New invitation link"),
    "invitation.revoke": Text("access.act", "Invitation revoked"),
    "invitation.use": Text("access.act", "Invitation used"),
    "invitation.claim": Text("access.act", "Confirmation asked for"),
    "invitation.refuse": Text("access.act", "Request declined"),
    "person.block": Text("access.act", "Blocked"),
    "person.unblock": Text("access.act", "Unblocked"),
    "person.role": Text("access.act", "Role changed"),
    "person.move": Text("access.act", "Moved to another organisation"),
    "person.sign_out": Text("access.act", "Signed out everywhere"),
    "person.reset_pin": Text("access.act", "PIN reset"),
    "profile.zone": Text("access.act", "Time zone changed"),
    "pin.set": Text("access.act", "PIN set"),
    "pin.wrong": Text("access.act", "Wrong PIN"),
    "refused": Text("access.act", "Attempt refused"),
    "reference.mrp": Text("access.act", "MRP of a year entered"),
    "reference.move_day": Text("access.act", "Day moved"),
    "reference.restore_day": Text("access.act", "Move of a day cancelled"),
    "reference.rate": Text("access.act", "Rate entered"),
    "reference.steps": Text("access.act", "Reminder steps set"),
    "reference.drop_steps": Text("access.act", "Reminder steps dropped"),
    "duty.open": Text("access.act", "Report opened"),
    "duty.send": Text("access.act", "Report sent"),
    "duty.take_back": Text("access.act", "Mark of sending taken back"),
    "duty.note": Text("access.act", "Note written"),
    "duty.exempt": Text("access.act", "Exempt from the report"),
    "duty.oblige": Text("access.act", "Exemption lifted"),
    "duty.ask": Text("access.act", "Report asked for"),
    "duty.withdraw": Text("access.act", "Request withdrawn"),
    "duty.cancel": Text("access.act", "Report cancelled"),
    "duty.attach": Text("access.act", "File attached"),
    "duty.detach": Text("access.act", "File removed"),
}


def act_name(r: Reader, act: str) -> str:
    """What happened, in words; an act of another room by its stored name."""
    text = ACTS.get(act)
    return act if text is None else r.plain(text)
