"""When to get help: the same fixed text for everybody, the emergency lines first. Never chosen by what somebody wrote.

The sentences are Markdown of our own, so that a telephone number can be tapped. Every number of the program stands here and
nowhere else, and docs/release.md has a row for each.

With back pain: the wording of the NHS (nhs_backpain) and of the cauda equina cards (ces_card). After needles: three
patients in Singapore told of breathlessness and nobody sent them on (pneumo_sg2022); infections can come late (kim2018).
The text errs on the side of caution: sending somebody to be looked at does little harm.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final


def tapped(number: str, scheme: str = "tel") -> str:
    """A number as a link that calls it, or with "sms" begins a message to it."""
    return f"[{number}]({scheme}:{number.replace(' ', '')})"


#: Emergency numbers by place. Others may answer there too; one is enough.
EMERGENCY_NUMBERS: Final = {"the EU": "112", "the UK": "999", "the US": "911"}
_NUMBERS: Final = ", ".join(f"{tapped(number)} in {where}" for where, number in EMERGENCY_NUMBERS.items())
EMERGENCY_TITLE: Final = f"Call your emergency number ({_NUMBERS}) at once if one of these is so:"
#: What to do besides, in one line.
EVEN_ONE: Final = "One sign is enough, even if you are not sure. Do not drive yourself."
#: The same in one sentence, for where the whole list would push everything else away. The list stands one tap further.
ABOVE_ALL: Final = (
    "You are short of breath; chest pain; numbness between the legs; both legs numb or weak; no control over bladder or bowels; "
    "sudden, severe pain with fainting; a serious accident."
)
EMERGENCY: Final = (
    "You are short of breath, or more and more so.",
    (
        "Chest pain; or pain at a shoulder blade that is worse when you breathe in. It can begin hours or days after needles "
        "in the chest, upper back, neck or shoulder: say “I had acupuncture”."
    ),
    "Pain, tingling, weakness or numbness in both legs.",
    "Numbness or tingling round the genitals, the buttocks or the inner thighs, or wiping feels different.",
    "New trouble passing or holding urine, leaking, or not knowing that the bladder is full.",
    "Loss of control over your bowels, or a new loss of sexual feeling or function.",
    "You can hardly walk.",
    "Sudden, severe pain in the belly or lower back with clammy skin, dizziness or fainting.",
    "It began with a serious accident.",
)
SAME_DAY_TITLE: Final = "After needles, see a doctor the same day for any of these:"
SAME_DAY: Final = (
    "Redness that spreads, heat, swelling, pus, fever or shivers, even weeks later.",
    "A large bruise that grows, or bleeding that does not stop after ten minutes of pressure.",
    "New weakness or numbness.",
    "A needle that was left in, or broke.",
)
#: What to do by yourself: no reason for a doctor, so it stands in no list of them.
FAINT: Final = "If you feel faint after needles, lie down flat."
#: The sources say "the same day or urgent" of all of these together. Which may wait a day longer, they do not say.
BACK_PAIN_TITLE: Final = (
    "With back pain, ask for an urgent visit to a doctor, the same day if you can, for any of these:"
)
BACK_PAIN: Final = (
    "A high temperature, or you feel unwell.",
    "You lose weight without trying.",
    "A lump, or the back changes its shape.",
    "Rest does not ease it, and it is worse at night.",
    "It sits high between the shoulder blades.",
    "It is worse when you cough or sneeze.",
    "One foot drops when you walk.",
    "It is new and severe after a minor fall or after cancer, with brittle bones, or after long use of steroids.",
    "Your immune system is weak, or you inject drugs.",
    "It is new, and you are under 20 or over 50.",
)
CRISIS_TITLE: Final = "If you cannot go on"
CRISIS: Final = "Living with pain can wear you down. If you feel you cannot go on, or might harm yourself, please contact someone now."
#: Samaritans' own number is not printed: our sources disagree on whether it was checked. Their page has it.
CRISIS_LINES: Final = (
    f"**In danger now, anywhere:** call your emergency number: {_NUMBERS}.",
    f"**United States:** call or text {tapped('988')}, or text HOME to {tapped('741741', 'sms')}.",
    "**United Kingdom and Ireland:** call Samaritans; their number is on [samaritans.org](https://www.samaritans.org).",
    "**Elsewhere:** [findahelpline.com](https://findahelpline.com) lists lines by country.",
)
NOT_ALONE: Final = (
    "You do not have to explain it well. “I am in pain and I cannot go on” is enough. If a person you trust is near, tell "
    "them too, and do not stay alone."
)
SAME_FOR_ALL: Final = (
    "This text is the same for everybody. AcuJournal does not judge what you write and cannot call for help."
)


def in_an_emergency() -> str:
    """The emergency lines as Markdown; nothing in it is a patient's."""
    return "\n".join([f"**{EMERGENCY_TITLE}**", "", EVEN_ONE, "", *(f"- {line}" for line in EMERGENCY)])


def the_same_day() -> str:
    """What to see a doctor about the same day, or at least urgently, as Markdown."""
    after_needles = _titled(SAME_DAY_TITLE, SAME_DAY)
    return "\n\n".join([after_needles, FAINT, _titled(BACK_PAIN_TITLE, BACK_PAIN)])


def crisis_lines(*, titled: bool = True) -> str:
    """Whom to call who feels they cannot go on, as Markdown: for everybody, and never only after some answer."""
    lines = "\n".join(f"- {line}" for line in CRISIS_LINES)
    title = [f"**{CRISIS_TITLE}**"] if titled else []
    return "\n\n".join([*title, CRISIS, lines, NOT_ALONE])


def _titled(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"**{title}**", "", *(f"- {line}" for line in lines)])
