"""Who is looking, and what they may do: the only place where a permission is decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a viewer is to a journal."""

    PATIENT = "patient"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Viewer:
    """Somebody at the door. `person_id` names whose journals they own; a stranger owns none."""

    person_id: str
    role: Role

    def may_open_pages_for(self, needed: Role) -> bool:
        """Whether this viewer may see a page made for `needed`."""
        return self.role is needed


#: The one person of a copy that runs on its owner's own computer, let in by the start token.
OWNER = Viewer(person_id="owner", role=Role.PATIENT)
#: Anybody else. A stranger has no journal and sees no page.
STRANGER = Viewer(person_id="", role=Role.STRANGER)
