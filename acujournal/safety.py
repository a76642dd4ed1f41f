"""When to get help: the same fixed text for everybody, the emergency lines first. Never chosen by what somebody wrote.

After needles: Leow et al. 2022 (breathlessness told and not acted on), Kim et al. 2018 (infections that came late);
with back pain: NHS wording of the warning signs of cauda equina and other emergencies. It errs on the side of caution.
"""

from __future__ import annotations

from typing import Final

EMERGENCY_TITLE: Final = "Call your emergency number now (112 in Europe, 999 in the UK, 911 in the US)"
EMERGENCY: Final = (
    (
        "You are short of breath, or your chest or a shoulder blade hurts, more so when you breathe in: at once, or in the "
        "hours and days after needles in the chest, upper back, neck or shoulder. Say: “I had acupuncture.”"
    ),
    (
        "You have numbness or tingling round the genitals, the buttocks or the inner thighs; or pain, tingling, weakness or "
        "numbness in both legs; or new trouble passing or holding urine or stool; or a new loss of sexual feeling."
    ),
    (
        "You have sudden, severe pain in the belly or lower back with clammy skin, dizziness or fainting; or you can hardly "
        "walk; or it began with a serious accident."
    ),
)
SAME_DAY_TITLE: Final = "See a doctor the same day"
SAME_DAY: Final = (
    "Redness that spreads, heat, swelling, pus, fever or shivers, even weeks after needles.",
    "A large bruise that grows, or bleeding that does not stop after ten minutes of pressure.",
    "New weakness or numbness, or a needle that was left in or broke.",
    (
        "With back pain: a high temperature or feeling unwell; losing weight without trying; a lump or a change of "
        "shape; pain that rest does not ease and that is worse at night, sits high between the shoulder blades, or is "
        "worse when you cough or sneeze; a new drop of one foot; new severe pain after cancer, with brittle bones or "
        "with a weak immune system."
    ),
)
FAINT: Final = "If you feel faint, lie down flat."
SAME_FOR_ALL: Final = (
    "This text is the same for everybody. AcuJournal does not judge what you write and cannot call for help."
)


def when_to_get_help() -> str:
    """The whole text as Markdown; nothing in it is a patient's."""
    parts = [f"**{EMERGENCY_TITLE}**", *(f"- {line}" for line in EMERGENCY)]
    parts += ["", f"**{SAME_DAY_TITLE}**", *(f"- {line}" for line in SAME_DAY), "", FAINT]
    return "\n".join(parts)
