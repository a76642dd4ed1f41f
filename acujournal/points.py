"""The acupuncture points a session can name: the 361 points of the WHO standard, 48 extra points, and "ashi".

The list lies in `content/points.csv`, each row with its source: codes, pinyin, Han characters and regions are those of
*WHO Standard Acupuncture Point Locations in the Western Pacific Region* (2008). It is read once, on first use. A name
without a source is not in it: such a point stands there with its code alone. Which points are common for low back
pain, and who used them, comes from the trials named in `Point.low_back_source`; it is a help to find a point on the
screen and no advice.

Whatever a person writes that is no point of the list stays as they wrote it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from acujournal.answers import clean_text
from acujournal.errors import BadValue

POINT_LIMIT: Final = 60
"""Points in one session."""
POINT_NAME_LIMIT: Final = 60
"""Characters of one point, as Python's `len` counts."""

ASHI: Final = "ASHI"

LOW_BACK_SOURCES: Final = (
    "Cherkin 2009 and Brinkhaus 2006 are trials; their points are listed in a Cochrane review (CD013814, PMC8095030). "
    "Park 2024 is a review of 14 classical texts (doi 10.13045/jar.24.0019)."
)
"""What the short names of `low_back_words` stand for."""

PREGNANCY_WORDS: Final = "traditionally avoided in pregnancy; ask your practitioner"
"""Never more than this: a review found no objective evidence of harm (Carr 2015, PMC4680134)."""

_LIST: Final = Path(__file__).parent / "content" / "points.csv"
#: No code and no name is longer, so a longer text needs no looking up.
_LONGEST_NAME: Final = 60
#: "large intestine 4 he gu": no point is written with more words.
_MOST_WORDS: Final = 5

#: Other ways to write a meridian, folded (see `_letters`). Only what cannot mean anything else: "T5", "Th5", "L4" and
#: "C7" are bones of the spine as well, and "LE" alone may be a liver point or an extra point of the leg.
_MERIDIANS: Final = {
    "lu": "LU",
    "lung": "LU",
    "li": "LI",
    "largeintestine": "LI",
    "st": "ST",
    "stomach": "ST",
    "sp": "SP",
    "spleen": "SP",
    "ht": "HT",
    "heart": "HT",
    "si": "SI",
    "smallintestine": "SI",
    "bl": "BL",
    "ub": "BL",
    "bladder": "BL",
    "urinarybladder": "BL",
    "ki": "KI",
    "kid": "KI",
    "kidney": "KI",
    "pc": "PC",
    "pericardium": "PC",
    "te": "TE",
    "sj": "TE",
    "tb": "TE",
    "tw": "TE",
    "sanjiao": "TE",
    "tripleenergizer": "TE",
    "tripleburner": "TE",
    "triplewarmer": "TE",
    "tripleheater": "TE",
    "gb": "GB",
    "gallbladder": "GB",
    "lr": "LR",
    "lv": "LR",
    "liv": "LR",
    "liver": "LR",
    "gv": "GV",
    "du": "GV",
    "dumai": "GV",
    "governorvessel": "GV",
    "governingvessel": "GV",
    "cv": "CV",
    "ren": "CV",
    "rn": "CV",
    "renmai": "CV",
    "conceptionvessel": "CV",
    **{f"ex{part}": f"EX-{part.upper()}" for part in ("hn", "ca", "b", "ue", "le")},
    **{f"extra{part}": f"EX-{part.upper()}" for part in ("hn", "ca", "b", "ue", "le")},
}
#: One letter, and the numbers for which it can mean one meridian only: B1 to B9 may also be extra points of the back,
#: G1 to G28 the governor vessel, S1 to S21 spleen or small intestine.
_LETTERS: Final = {
    "b": ("BL", range(10, 68)),
    "g": ("GB", range(29, 45)),
    "h": ("HT", range(1, 10)),
    "k": ("KI", range(1, 28)),
    "p": ("PC", range(1, 10)),
    "s": ("ST", range(22, 46)),
}
#: What one letter may mean while somebody is still looking.
_LOOSE: Final = {
    "b": ("BL", "EX-B"),
    "c": ("CV",),
    "g": ("GB", "GV"),
    "h": ("HT",),
    "k": ("KI",),
    "l": ("LI", "LR", "LU"),
    "p": ("PC",),
    "s": ("SI", "SP", "ST"),
    "t": ("TE",),
}
#: Codes of other standards for a point the WHO list has no number for.
_OTHER_CODES: Final = {("GV", 29): "EX-HN3"}
_ASHI_WRITINGS: Final = (
    "ashi",
    "ahshi",
    "ashipoint",
    "ashipoints",
    "ahshipoint",
    "ahshipoints",
    "ashi(tenderpoint",
    "tenderpoint",
)

#: What people call a place, beside the standard's words: said of body groups, of regions, or of single points where a
#: place is smaller than a region ("the ear"). A help to find a point, and no word on where exactly it lies.
_PLAIN_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "lower back, lumbar spine, loin, waist": ("low_back",),
    "bottom of the spine, sacrum": ("sacral region", "EX-B9"),
    "tailbone, tail bone, coccyx": ("sacral region", "GV1", "BL35"),
    "bum, bottom, seat, backside, hip, glutes": ("buttock region",),
    "side of the hip": ("GB29", "GB30"),
    "middle back, mid back": (
        *(f"BL{number}" for number in (*range(17, 22), *range(46, 51))),
        *(f"GV{number}" for number in range(6, 10)),
        "mid_back",
    ),
    "between the shoulder blades, thoracic spine": ("upper_back",),
    "shoulder blade": ("scapular region", "upper back region"),
    "top of the shoulder": ("GB21", "LI16"),
    "back of the neck, nape": ("posterior region of the neck", "GB20", "EX-HN15"),
    "base of the skull": ("GB20", "BL10", "GV15", "GV16"),
    "throat, front of the neck": ("ST9", "ST10", "ST11", "LI17", "LI18", "SI16", "SI17", "CV22", "CV23"),
    "side of the neck": ("LI17", "LI18", "SI16", "SI17", "TE16", "GB12"),
    "back of the head": ("BL9", "GB19", "GV16", "GV17", "GV18", "GV19"),
    "top of the head, crown": ("BL7", "GV20", "GV21", "EX-HN1"),
    "forehead": ("BL3", "BL4", "GB13", "GB14", "GB15", "GV23", "GV24", "ST8", "EX-HN2", "EX-HN3"),
    "eyebrow, brow": ("BL2", "TE23", "EX-HN3", "EX-HN4"),
    "temple": ("GB3", "GB4", "GB5", "GB6", "GB7", "TE22", "EX-HN5"),
    "eye": ("BL1", "BL2", "ST1", "ST2", "GB1", "TE23", "EX-HN4", "EX-HN5", "EX-HN7"),
    "ear": ("SI19", "GB2", "GB7", "GB8", *(f"TE{number}" for number in range(17, 23)), "EX-HN6"),
    "behind the ear, back of the ear": ("TE17", "TE18", "TE19", "GB9", "GB10", "GB11", "GB12", "EX-HN14"),
    "nose, nostril": ("LI19", "LI20", "ST3", "GV25", "GV26", "EX-HN8", "EX-HN9"),
    "cheek": ("SI18", "ST2", "ST3", "ST7"),
    "mouth, lip": ("ST4", "LI19", "GV26", "GV27", "GV28", "CV24"),
    "tongue": ("EX-HN10", "EX-HN11", "EX-HN12", "EX-HN13"),
    "jaw": ("ST5", "ST6", "ST7"),
    "chin": ("CV23", "CV24"),
    "breast, rib": ("chest",),
    "breastbone, sternum": ("CV16", "CV17", "CV18", "CV19", "CV20", "CV21"),
    "armpit": ("axilla", "GB22"),
    "belly, tummy": ("abdomen",),
    "belly button, navel": ("CV8", "CV9", "CV7", "KI16", "ST25", "SP15"),
    "flank, side of the belly, waist": ("lateral abdomen",),
    "front of the hip": ("groin region",),
    "crotch, private parts, between the legs": ("perineal region",),
    "upper leg": ("thigh",),
    "hamstring": ("posterior aspect of the thigh", "BL36"),
    "crease below the buttock": ("BL36",),
    "kneecap": ("anterior aspect of the knee", "ST34", "SP10", "EX-LE2", "EX-LE4", "EX-LE5"),
    "hollow of the knee": ("posterior aspect of the knee",),
    "shin": (
        "anterior aspect of the leg",
        "anterolateral aspect of the leg",
        "anteromedial aspect of the leg",
    ),
    "inner shin": ("tibial aspect of the leg",),
    "calf, calves": (
        "posterior aspect of the leg",
        "posterolateral aspect of the leg",
        "posteromedial aspect of the leg",
    ),
    "feet": ("foot",),
    "top of the foot, instep": ("dorsum of the foot",),
    "bottom of the foot, underside": ("sole of the foot",),
    "heel": ("BL60", "BL61", "BL62", "KI3", "KI4", "KI5", "KI6"),
    "big toe": ("great toe",),
    "small toe": ("little toe",),
    "lower arm": ("forearm",),
    "back of the hand": ("dorsum of the hand",),
    "pinky, small finger": ("little finger",),
    "pointing finger, forefinger": ("index finger",),
}
#: The standard's words for a side of a limb, and people's.
_SIDES: Final = {
    "anter": "front",
    "poster": "back",
    "lateral": "outer outside side",
    "medial": "inner inside side",
    "fibular": "outer outside side",
    "tibial": "inner inside side",
}
#: Words people put between the others.
_BETWEEN: Final = frozenset({"of", "the", "my", "in", "on", "at", "a"})

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_EDGES: Final = " .,:;()[]{}*•·-\"'"
_STUDY: Final = re.compile(r"[A-Z][a-z]+ \d{4}")
_CODE: Final = re.compile(r"([a-z][a-z .\-_]*?)[ .\-_]*(\d{1,3})")
_LETTERS_ONLY: Final = re.compile(r"[^\W\d_]+(?:[ \-'’.][^\W\d_]+)*")
_SEPARATORS: Final = re.compile(r"[,;\n\r\t|•，、；]+")
_SOFT: Final = re.compile(r"\s*[/+&／＋＆]\s*|\s+and\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Point:
    """One point. An empty text is "not known".

    `code` as the WHO writes it ("BL23", extra points "EX-HN3"). `pinyin` is plain, `pinyin_tone` the same name with
    tone marks, `pinyin_alt` another name; `english` a common translation, a hint only. `region` are the standard's
    words, `body_group` the area of the body. `bilateral` is True for a point on both sides, None for ashi.
    `low_back_source` says which trials or texts use the point for low back pain; `low_back_pick` marks those offered
    first. `pregnancy` is "core" or "regional" where tradition avoids the point in pregnancy. `source` says where the
    row is from, `note` is for the patient.
    """

    code: str
    meridian: str
    meridian_name: str
    number: int | None
    pinyin: str
    pinyin_tone: str
    pinyin_alt: str
    hanzi: str
    english: str
    region: str
    body_group: str
    bilateral: bool | None
    low_back: bool
    low_back_source: str
    low_back_pick: bool
    pregnancy: str
    source: str
    note: str

    @property
    def name(self) -> str:
        """The name to show, with tone marks where they are known; empty when no name is known."""
        return self.pinyin_tone or self.pinyin

    @property
    def place(self) -> str:
        """Where on the body, in words: the plain area first, then the standard's words if they say more."""
        area = self.body_group.replace("_", " ")
        return ", ".join(
            dict.fromkeys(words for words in ("" if area in self.region else area, self.region) if words)
        )


def check_points(points: tuple[str, ...]) -> None:
    """Refuse what a session cannot keep: more than POINT_LIMIT points, or one that is too long, empty or unkeepable."""
    if (over := len(points) - POINT_LIMIT) > 0:
        raise BadValue(
            f"There are {len(points):,} points here, and a session can hold {POINT_LIMIT}. "
            f"Take {over:,} off. Nothing was lost."
        )
    if any(not point.strip() for point in points):
        raise BadValue("A point needs a code or a name. Take the empty one off.")
    longest = max(map(len, points), default=0)
    if longest > POINT_NAME_LIMIT:
        raise BadValue(
            f"A point can have {POINT_NAME_LIMIT} characters, and one has {longest:,}. "
            "Shorten it, or put a comma between two points. Nothing was lost."
        )
    if any(point != clean_text(point) for point in points):
        raise BadValue("A point holds characters that cannot be kept. Please type it again.")


@cache
def points() -> Mapping[str, Point]:
    """All points by their codes: the meridians in their order, then the extra points, then ashi."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _point(row) for row in csv.DictReader(file)})


def _point(row: Mapping[str, str]) -> Point:
    return Point(
        **{
            **row,
            "number": int(row["number"]) if row["number"] else None,
            "bilateral": {"yes": True, "no": False, "": None}[row["bilateral"]],
            "low_back": row["low_back"] == "yes",
            "low_back_pick": row["low_back_pick"] == "yes",
        }  # type: ignore[arg-type]
    )


@cache
def common_low_back() -> tuple[Point, ...]:
    """The points offered first to somebody with low back pain: those named by most studies come first."""
    picked = (point for point in points().values() if point.low_back_pick)
    return tuple(sorted(picked, key=lambda point: -len(_STUDY.findall(point.low_back_source))))


def find_point(text: str) -> Point | None:
    """The one point a text names, or None when it names none or several.

    Read are, in capitals or not and with or without blanks, dots, hyphens and leading zeros:

    - codes: "BL23", "bl 23", "BL-23", "EX-HN3", "Ex HN 3", "GV29" (another code of EX-HN3), "ashi";
    - other abbreviations: UB (BL), SJ, TB, TW (TE), Ren, RN (CV), Du (GV), LV, Liv (LR), Kid (KI), and the meridians'
      English names ("bladder 23", "triple burner 5");
    - one letter, where its number leaves one meridian only: B10 to B67 (BL), G29 to G44 (GB), H (HT), K (KI), P (PC),
      S22 to S45 (ST). T, L and C are never read, because T5, L4 and C7 are bones of the spine;
    - a whole pinyin or alternative name, with or without tone marks and blanks, and Han characters;
    - a code together with a name of the same point: "BL23 Shènshū", "Shenshu (BL23)".

    A name that several points have is nobody's, unless tone marks tell them apart.
    """
    bare = _bare(text).strip(_EDGES)
    if not bare or len(bare) > _LONGEST_NAME:
        return None
    if found := _by_code(bare) or _by_name(bare):
        return found
    words = bare.split(" ")
    if len(words) > _MOST_WORDS:
        return None
    for cut in range(1, len(words)):
        left, right = (" ".join(part).strip(_EDGES) for part in (words[:cut], words[cut:]))
        for code, name in ((left, right), (right, left)):
            point = _by_code(code)
            if point and point in _index().by_name.get(_letters(name), ()):
                return point
    return None


def search_points(text: str, *, limit: int = 8) -> tuple[Point, ...]:
    """At most `limit` points a text may mean, best first.

    First the exact code or name, then codes that begin so in the order of their numbers, pinyin and alternative names
    that begin so, words of the English name, words of the place on the body (the standard's, or those people call it
    by: "lower back", "big toe"), and last what holds the text inside.
    Among equals the common low-back points come first, then the order of the list.
    """
    bare = _bare(text).strip(_EDGES)
    if not bare or len(bare) > _LONGEST_NAME:
        return ()
    index = _index()
    exact = find_point(bare)
    sought = _Sought(bare)
    ranked: list[tuple[int, bool, int, Point]] = []
    for order, entry in enumerate(index.entries):
        rank = 0 if entry.point is exact else sought.rank(entry)
        if rank is not None:
            by_number = rank == _CODE_AND_NUMBER
            ranked.append((rank, not (entry.point.low_back_pick or by_number), order, entry.point))
    return tuple(point for *_, point in sorted(ranked, key=lambda one: one[:3])[:limit])


def split_points(text: str) -> tuple[str, ...]:
    """What somebody typed or pasted, as codes of the list or as their own words, each once, in order.

    Commas, semicolons, line ends, tabs, bars and bullets always separate. Blanks, slashes, "+", "&" and "and" separate
    only where every piece between them is a point ("BL23 BL25", "LI4 + LR3", "shen shu / ming men"), so that "L4/L5
    left side" stays one text. A range ("BL23-25", "BL23-BL25") stays a text too: for some it is three points, for others
    a pair with current between the needles. Nothing is left out: what is not known comes back as typed, with single
    blanks.
    """
    found: dict[str, str] = {}
    for piece in _SEPARATORS.split(text):
        words = " ".join(piece.split())
        for point in _pieces(words) or ((words,) if words else ()):
            found.setdefault(point.casefold(), point)
    return tuple(found.values())


def distinct_points(texts: Iterable[str]) -> tuple[str, ...]:
    """Codes where the texts name points, else the texts with single blanks; each once, empty ones left out."""
    first: dict[str, str] = {}
    for text in texts:
        point = find_point(text)
        kept = point.code if point else " ".join(text.split())
        if kept:
            first.setdefault(kept.casefold(), kept)
    return tuple(first.values())


def being_typed(text: str) -> tuple[tuple[str, ...], str]:
    """A list in the making, as the pieces that are whole and what is still being typed behind them.

    "BL23, shen" and "BL23 shen" are both (("BL23",), "shen"): the end is what somebody is looking for.
    """
    *whole, end = _SEPARATORS.split(text)
    before, words = split_points("\n".join(whole)), end.split()
    if not search_points(end, limit=1):
        for cut in range(max(1, len(words) - _MOST_WORDS), len(words)):
            known, rest = _pieces(" ".join(words[:cut]).rstrip(" /+&")), " ".join(words[cut:]).lstrip(" /+&")
            if known and search_points(rest, limit=1):
                return tuple(dict.fromkeys((*before, *known))), rest
    return before, " ".join(words)


def point_words(code_or_text: str) -> str:
    """A point in words: "BL23 Shènshū", "EX-B3" where no name is known, and other text as it is."""
    point = find_point(code_or_text)
    if point is None:
        return code_or_text
    if point.code == ASHI:
        return "Ashi (tender point)"
    return f"{point.code} {point.name}".rstrip()


def low_back_words(point: Point) -> str:
    """Who used or named the point for low back pain, in short ("Cherkin 2009, Park 2024"); empty for other points.

    LOW_BACK_SOURCES says what the names stand for.
    """
    return ", ".join(dict.fromkeys(_STUDY.findall(point.low_back_source)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A point as it is searched: its code apart from its number, and everything folded.

    `places` are ways to say where it is, each with a blank before every word.
    """

    point: Point
    prefix: str
    number: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    english: str
    places: tuple[str, ...]
    inside: str


@dataclass(frozen=True, slots=True)
class _Index:
    entries: tuple[_Entry, ...]
    by_name: Mapping[str, tuple[Point, ...]]


@cache
def _index() -> _Index:
    entries, by_name = [], dict[str, tuple[Point, ...]]()
    for point in points().values():
        name, other, english = _letters(point.pinyin), _letters(point.pinyin_alt), _words(point.english)
        prefix = point.code.rstrip("0123456789")
        entry = _Entry(
            point=point,
            prefix=prefix,
            number=point.code.removeprefix(prefix),
            names=(name,) if name else (),
            others=(other,) if other else (),
            english=english,
            places=_places(point),
            inside=f"{name} {other} {point.hanzi} {english}",
        )
        entries.append(entry)
        for known in dict.fromkeys((*entry.names, *entry.others, point.hanzi)):
            if known:
                by_name[known] = (*by_name.get(known, ()), point)
    return _Index(tuple(entries), by_name)


def _places(point: Point) -> tuple[str, ...]:
    """Where a point is, in the standard's words and in people's.

    Each stands for itself: "lower back" is not a lower leg's back.
    """
    found = [f"{point.body_group} {point.region}"]
    if " aspect of " in point.region:
        sides = " ".join(plain for side, plain in _SIDES.items() if side in point.region)
        found.append(f"{sides} {point.region} {point.body_group.rpartition('_')[2]}")
    said_of = {point.body_group, point.region, point.code}
    for words, places in _PLAIN_WORDS.items():
        if not said_of.isdisjoint(places):
            found += words.split(",")
    return tuple(f" {_words(words)}" for words in found if words.strip())


_CODE_AND_NUMBER: Final = 1


class _Sought:
    """A text somebody is looking for, taken apart once for all points."""

    def __init__(self, bare: str) -> None:
        self.letters = _letters(bare)
        self.words = _words(bare)
        self.place = _place_words(self.words)
        self.meridians: tuple[str, ...] = ()
        self.number = ""
        if match := _CODE.fullmatch(_plain(bare)):
            meridian = _squeezed(match[1])
            known = _MERIDIANS.get(meridian)
            self.meridians = (known,) if known else _LOOSE.get(meridian, ())
            self.number = match[2].lstrip("0")

    def rank(self, entry: _Entry) -> int | None:
        """How well a point fits, 0 best; None when it does not."""
        if self.number:
            fits = entry.prefix in self.meridians and entry.number.startswith(self.number)
            return _CODE_AND_NUMBER if fits else None
        if not self.letters:
            return None
        if _squeezed(entry.prefix.casefold()).startswith(self.letters) or (
            len(self.letters) > 1 and _MERIDIANS.get(self.letters) == entry.prefix
        ):
            return 2
        if self.letters in entry.names:
            return 3
        if any(name.startswith(self.letters) for name in entry.names):
            return 4
        if any(name.startswith(self.letters) for name in entry.others):
            return 5
        if f" {self.words}" in f" {entry.english}":
            return 6
        if any(all(word in place for word in self.place) for place in entry.places):
            return 7
        return 8 if self.letters in entry.inside or self.words in entry.inside else None


def _place_words(words: str) -> tuple[str, ...]:
    """The words a place must have: without those between them, in the singular, each with a blank before it."""
    each = words.split()
    kept = [word for word in each if word not in _BETWEEN] or each
    return tuple(dict.fromkeys(f" {word.removesuffix('s') if len(word) > 3 else word}" for word in kept))


def _by_code(bare: str) -> Point | None:
    plain = _plain(bare)
    if _squeezed(plain) in _ASHI_WRITINGS:
        return points()[ASHI]
    match = _CODE.fullmatch(plain)
    if not match:
        return None
    meridian, number = _squeezed(match[1]), int(match[2])
    known = _MERIDIANS.get(meridian)
    if known is None:
        known, numbers = _LETTERS.get(meridian, ("", range(0)))
        if number not in numbers:
            return None
    return points().get(_OTHER_CODES.get((known, number), f"{known}{number}"))


def _by_name(bare: str) -> Point | None:
    if not _LETTERS_ONLY.fullmatch(unicodedata.normalize("NFC", bare)):
        return None
    named = _index().by_name.get(_letters(bare), ())
    if len(named) > 1:
        sung = _sung(bare)
        named = tuple(point for point in named if _sung(point.pinyin_tone) == sung != _letters(bare))
    return named[0] if len(named) == 1 else None


def _pieces(words: str) -> tuple[str, ...]:
    """The codes of a text that is nothing but points, else nothing."""
    found: list[str] = []
    for part in _SOFT.split(words):
        codes = _codes(part.split())
        if codes is None:
            return ()
        found += codes
    return tuple(found)


def _codes(words: list[str]) -> list[str] | None:
    """The points a row of words is made of, the longest readings first; None when a word is left over."""
    # ends[i] is how words[:i] was read; short rows of words are read at each place, so the time is linear.
    ends: dict[int, list[str]] = {0: []}
    furthest = 0
    for start in range(len(words)):
        if start > furthest:
            return None
        if start not in ends:
            continue
        for length in range(min(_MOST_WORDS, len(words) - start), 0, -1):
            if start + length not in ends and (point := find_point(" ".join(words[start : start + length]))):
                ends[start + length] = [*ends[start], point.code]
                furthest = max(furthest, start + length)
    return ends.get(len(words)) if words else None


def _bare(text: str) -> str:
    """The text with single blanks, one kind of hyphen, and plain forms of wide or narrow letters."""
    return " ".join(unicodedata.normalize("NFKC", text[: 4 * _LONGEST_NAME]).translate(_DASHES).split())


def _plain(text: str) -> str:
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _letters(text: str) -> str:
    """Letters and digits alone, small and without accents: "Shèn-shū" and "shen shu" are both "shenshu"."""
    return "".join(c for c in _plain(text) if c.isalnum())


def _words(text: str) -> str:
    """Small words without accents, single blanks between them."""
    return " ".join("".join(c if c.isalnum() else " " for c in _plain(text)).split())


def _sung(text: str) -> str:
    """Letters with their tone marks, without blanks."""
    return "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalpha())


def _squeezed(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, " .-_")))
