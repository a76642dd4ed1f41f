"""Learn: what the articles say, where each figure comes from, and finding an article by a word.

An article is a Markdown file with a head of its own (title, order, answer, the day of the last check ...). Sources are
cited as `[@key]`, other articles linked as `(learn:slug)`, screens as `(page:plan?visit=first)`; a line of its own such
as `{{risks}}` is a block that the screen draws, and `- [ ] words` an item of a checklist. All of it is our own text;
no patient's word comes near. Everything is read once and checked while it is read: a mistake is a BadValue that names
the file.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar

from acujournal import safety
from acujournal.errors import BadValue

CONTENT: Final = Path(__file__).parent / "content"
#: The language whose article is shown where there is none in the one asked for.
FALLBACK: Final = "en"
VERIFIED: Final = "verified"
#: How sure a body of studies is, surest first.
CERTAINTIES: Final = ("high", "moderate", "low", "very low", "not known")
#: Units in which less is better: of these a difference in favour of acupuncture is so much lower.
LOWER_IS_BETTER: Final = ("points of 0-10", "points of 0-24", "SD")
#: Product.md, between one's own diary and the arms of a trial: always these words.
NOT_THE_SAME_KIND: Final = (
    "A change in one diary and a difference between groups are not the same kind of number."
)

_HEAD: Final = ("title", "order", "answer", "checked", "words", "statistics")
_REFERENCE: Final = (
    "key",
    "authors",
    "title",
    "journal",
    "year",
    "doi",
    "pmid",
    "status",
    "topic",
    "figures",
)
_CITATION: Final = re.compile(r" ?\[(@[\w-]+(?:; ?@[\w-]+)*)\]")
_LINK: Final = re.compile(r"\[([^\]@][^\]]*)\]\(([^)\s]+)\)")
_BLOCK: Final = re.compile(r"\{\{([\w-]+)\}\}")
#: Where the crisis lines of safety.py stand among the words of an article.
_CRISIS: Final = "{{crisis}}"
_ITEM: Final = re.compile(r"- \[ \] +(.+)")
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: The article that every search leads to where it leads to no other.
GET_HELP: Final = "get-help"
#: Words of a question that are in every article, or say nothing about what is asked. They count only where no other is there.
_SAY_NOTHING: Final = frozenset(
    [
        "a",
        "about",
        "acupuncture",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "for",
        "from",
        "get",
        "gets",
        "getting",
        "give",
        "had",
        "has",
        "have",
        "having",
        "how",
        "i",
        "i'm",
        "if",
        "in",
        "into",
        "is",
        "it",
        "it's",
        "its",
        "me",
        "my",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "too",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
#: Ends of English words, the longest first: "painful" is looked for as "pain", "shivering" as "shiver".
_ENDS: Final = (
    "fulness",
    "ingly",
    "ation",
    "ness",
    "ical",
    "fully",
    "ful",
    "ing",
    "ies",
    "ity",
    "ous",
    "al",
    "ed",
    "es",
    "ly",
    "s",
)
#: What must be left of a word without its end.
_SHORTEST: Final = 4


# What is read


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of a source with its interval (None where there is none), its unit, and against and per what.

    A derived one is our own arithmetic; `working` then shows it.
    """

    value: float
    low: float | None = None
    high: float | None = None
    unit: str
    against: str | None = None
    per: str | None = None
    what: str
    derived: bool = False
    working: str = ""

    def __post_init__(self) -> None:
        """Refuse a figure that cannot be right."""
        ends = [end for end in (self.low, self.high) if end is not None]
        if len(ends) == 1 or (ends and not ends[0] <= self.value <= ends[1]):
            raise BadValue("A range has two ends, and its value lies between them.")
        if not self.unit or not self.what:
            raise BadValue("A figure says its unit and what it is of.")
        if self.derived and not self.working:
            raise BadValue("A figure of our own arithmetic shows its working.")

    @property
    def numbers(self) -> tuple[float, ...]:
        """Value and ends."""
        return tuple(one for one in (self.value, self.low, self.high) if one is not None)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A source. `link` is None where we have none: then the citation stands alone."""

    key: str
    authors: str
    title: str
    journal: str
    year: int | None
    doi: str | None
    pmid: str | None
    status: str
    topic: str
    figures: tuple[Figure, ...]
    link: str | None = None

    def __post_init__(self) -> None:
        """Refuse a link that is not a web page's."""
        if self.link is not None and not self.link.startswith(("https://", "http://")):
            raise BadValue("A link begins with https:// or http://.")

    @property
    def citation(self) -> str:
        """Authors, title, where it came out and when, as far as the source says so itself."""
        given = (self.authors, self.title, self.journal, "" if self.year is None else str(self.year))
        return " ".join(f"{one.strip().rstrip('.')}." for one in given if one.strip())


class Block(StrEnum):
    """What a screen draws between the words of an article."""

    RISKS = "risks"
    GLANCE = "glance"
    REGRESSION = "regression"
    CHECKLIST = "checklist"
    HELP = "help"
    OPERATOR = "operator"
    OWN = "own"


@dataclass(frozen=True)
class Passage:
    """Words between two blocks, as Markdown with `[@key]` citations and links to articles and screens."""

    source: str


@dataclass(frozen=True)
class Fixed(Passage):
    """Words that stand in safety.py and not in the article: the same wherever they are shown."""


@dataclass(frozen=True)
class Item:
    """One line of a checklist. Its name follows its words: whoever ticked one has not ticked another in its place."""

    words: str

    @property
    def name(self) -> str:
        """What it goes by where ticks are kept."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]


Part = Passage | Block | Item


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article: a two-sentence answer, then its parts; `citations` are the keys of its sources as first mentioned."""

    slug: str
    language: str
    title: str
    order: int
    answer: str
    checked: date
    words: tuple[str, ...]
    is_on_statistics: bool
    parts: tuple[Part, ...]
    citations: tuple[str, ...]
    #: Titles, words and text, folded for the search.
    folded: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def first_line(self) -> str:
        """The first sentence of the answer."""
        return sentences(self.answer)[0]

    @property
    def items(self) -> tuple[Item, ...]:
        """The lines of its checklist; mostly none."""
        return tuple(part for part in self.parts if isinstance(part, Item))

    @property
    def source(self) -> str:
        """All its passages and checklist lines as they were written, without the blocks and what is fixed."""
        return "\n\n".join(
            part.source if isinstance(part, Passage) else f"- {part.words}"
            for part in self.parts
            if not isinstance(part, Block | Fixed)
        )


@dataclass(frozen=True, kw_only=True)
class Glance:
    """One row of the evidence at a glance: how much better than `against`, in its unit, with its range, and how sure.

    A value above 0 is in favour of acupuncture, whichever way the scale goes.
    """

    outcome: str
    against: str
    value: float
    low: float | None
    high: float | None
    unit: str
    certainty: str
    key: str
    note: str = ""
    #: Turned into this unit from another by a rough rule: hundredths of it would claim what nobody knows.
    is_about: bool = False

    def __post_init__(self) -> None:
        """Refuse a certainty outside the scale."""
        if self.certainty not in CERTAINTIES:
            raise BadValue(f"Certainty is one of: {', '.join(CERTAINTIES)}.")

    @property
    def compared(self) -> str:
        """What was compared, and with what: "Pain, back and neck, against sham"."""
        return f"{self.outcome}, against {self.against}"

    @property
    def said(self) -> str:
        """The difference in words instead of a sign: "1.03 lower (0.34 to 1.71), low certainty".

        Chart and table say it alike; one with -1.03 above another with 1.03 would leave it to the reader which is better.
        """
        size = ("about " if self.is_about else "") + self._sided(self.value)
        if self.low is None or self.high is None:
            return f"{size}, {self.certainty} certainty"
        is_one_sided = min(self.value, self.low) >= 0
        ends = [self._read(end) if is_one_sided else self._sided(end) for end in (self.low, self.high)]
        return f"{size} ({' to '.join(ends)}), {self.certainty} certainty"

    def _read(self, number: float) -> str:
        return f"{abs(round(number, 1) if self.is_about else number):g}"

    def _sided(self, number: float) -> str:
        better, worse = ("lower", "higher") if self.unit in LOWER_IS_BETTER else ("more", "fewer")
        return f"{self._read(number)} {better if number >= 0 else worse}"


@dataclass(frozen=True, kw_only=True)
class Arm:
    """What happened within one arm of a trial: a change, never a difference between two arms."""

    arm: str
    value: float
    low: float | None
    high: float | None
    unit: str
    key: str
    what: str


class Seriousness(StrEnum):
    """How bad an unwanted event is."""

    MINOR = "minor"
    TREATED = "needs treatment"
    SERIOUS = "serious"


class Per(StrEnum):
    """What a count of events is out of 10,000 of. The two are never drawn on one axis."""

    PATIENTS = "patients"
    TREATMENTS = "treatments"


@dataclass(frozen=True, kw_only=True)
class Risk:
    """How often something unwanted happens, per 10,000 patients of a course or per 10,000 treatments."""

    what: str
    per_10000: float
    low: float | None
    high: float | None
    per: Per
    key: str
    seriousness: Seriousness

    def __post_init__(self) -> None:
        """Refuse what is no count of 10,000."""
        if not 0 <= self.per_10000 <= 10_000:
            raise BadValue("A count of 10,000 goes from 0 to 10,000.")


T = TypeVar("T")
R = TypeVar("R", Glance, Arm, Risk)
#: Words of the files that belong to closed lists.
_LISTS: Final[Mapping[str, type[StrEnum]]] = {"per": Per, "seriousness": Seriousness}


@dataclass(frozen=True)
class Library:
    """Everything Learn knows in one language: articles in their order, and the sources by key."""

    articles: tuple[Article, ...]
    references: Mapping[str, Reference]
    glance: tuple[Glance, ...]
    arms: tuple[Arm, ...]
    risks: tuple[Risk, ...]

    def article(self, slug: str | None) -> Article | None:
        """The article of this name; None where there is none."""
        return next((one for one in self.articles if one.slug == slug), None)

    def sources_of(self, article: Article) -> tuple[Reference, ...]:
        """Its sources, as first mentioned: the number of a citation is its place here."""
        return tuple(self.references[key] for key in article.citations)

    def keys_of(self, block: Block) -> tuple[str, ...]:
        """The sources a block draws from, each once."""
        rows: Mapping[Block, Iterable[Glance | Arm | Risk]] = {
            Block.GLANCE: self.glance,
            Block.OWN: self.arms,
            Block.RISKS: self.risks,
        }
        return tuple(dict.fromkeys(row.key for row in rows.get(block, ())))

    def said_in(self, block: Block) -> tuple[str, ...]:
        """The words a block draws, for the search: who looks for "lump" looks for a line that stands in no file."""
        if block is Block.HELP:
            fixed = (safety.in_an_emergency(), safety.the_same_day(), safety.crisis_lines())
            return tuple(plain(one) for one in fixed)
        if block is Block.GLANCE:
            return tuple(f"{row.compared}. {row.note}" for row in self.glance)
        if block is Block.OWN:
            return tuple(f"{row.arm}. {row.what}" for row in self.arms)
        if block is Block.RISKS:
            return tuple(row.what for row in self.risks)
        return ()


# Reading


@cache
def load_library(language: str = FALLBACK, content: Path = CONTENT) -> Library:
    """Articles of a language, each in English where it is not translated, with their sources.

    Raises BadValue, naming the file, for a field that is missing, a source, block or link that is not known.
    """
    references = _load_references(content / "references.json")
    rows = Library(
        articles=(),
        references=references,
        glance=_load_rows(content / "glance.json", Glance, references),
        arms=_load_rows(content / "arms.json", Arm, references),
        risks=_load_rows(content / "risk.json", Risk, references),
    )
    files = {file.stem: file for file in sorted((content / "articles" / FALLBACK).glob("*.md"))}
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)?", language):
        files |= {file.stem: file for file in sorted((content / "articles" / language).glob("*.md"))}
    slugs = frozenset(files)
    articles = [_in_file(file, partial(_read, file, rows, slugs)) for file in files.values()]
    if len({one.order for one in articles}) < len(articles):
        raise BadValue("Two articles have the same order.")
    return Library(
        articles=tuple(sorted(articles, key=lambda one: one.order)),
        references=references,
        glance=rows.glance,
        arms=rows.arms,
        risks=rows.risks,
    )


def _in_file(file: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, TypeError, KeyError) as error:
        raise BadValue(f"{file.name}: {error}") from error


def _load_references(file: Path) -> Mapping[str, Reference]:
    def read() -> Mapping[str, Reference]:
        found: dict[str, Reference] = {}
        for row in json.loads(_unbroken(file.read_text("utf-8"))):
            if missing := [name for name in _REFERENCE if name not in row]:
                raise BadValue(f"{row.get('key', 'A source')} has no {' and no '.join(missing)}.")
            if row["key"] in found:
                raise BadValue(f"{row['key']} stands there twice.")
            figures = tuple(_made(row["key"], Figure, one) for one in row["figures"])
            found[row["key"]] = _made(row["key"], Reference, row | {"figures": figures})
        return found

    return _in_file(file, read)


def _load_rows(file: Path, kind: type[R], references: Mapping[str, Reference]) -> tuple[R, ...]:
    def read() -> tuple[R, ...]:
        given = enumerate(json.loads(_unbroken(file.read_text("utf-8"))), 1)
        rows = tuple(_made(f"Row {at}", kind, _in_words_of_lists(row)) for at, row in given)
        _known_sources([row.key for row in rows], references)
        return rows

    return _in_file(file, read)


def _made(name: str, kind: type[T], row: Mapping[str, Any]) -> T:
    try:
        return kind(**row)
    except (TypeError, ValueError) as error:
        raise BadValue(f"{name}: {error}") from error


def _in_words_of_lists(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _LISTS[name](given) if name in _LISTS else given for name, given in row.items()}


def _known_sources(keys: Iterable[str], references: Mapping[str, Reference]) -> None:
    if unknown := [key for key in keys if key not in references]:
        raise BadValue(f"No source is called {' or '.join(unknown)}.")


def _read(file: Path, library: Library, slugs: frozenset[str]) -> Article:
    head, body = _halves(file.read_text("utf-8"))
    if not _SLUG.fullmatch(file.stem):
        raise BadValue("The name of an article is small letters, digits and hyphens.")
    if "<" in body or "![" in body:
        raise BadValue("An article is plain Markdown, without HTML and without pictures.")
    for _, target in _LINK.findall(body):
        _known_link(target, slugs)
    parts = tuple(_parts(body))
    citations = tuple(dict.fromkeys(_cited(parts, library)))
    _known_sources(citations, library.references)
    words = tuple(str(word) for word in head["words"])
    text = " ".join([head["answer"], *(plain(part.source) for part in parts if isinstance(part, Passage))])
    return Article(
        slug=file.stem,
        language=file.parent.name,
        title=head["title"],
        order=head["order"],
        answer=head["answer"],
        checked=head["checked"],
        words=words,
        is_on_statistics=head["statistics"],
        parts=parts,
        citations=citations,
        folded={
            "title": fold(head["title"]),
            "words": fold(" , ".join(words)),
            "text": fold(
                " ".join(
                    [
                        text,
                        *(part.words for part in parts if isinstance(part, Item)),
                        *(
                            said
                            for part in parts
                            if isinstance(part, Block)
                            for said in library.said_in(part)
                        ),
                    ]
                )
            ),
        },
    )


def _halves(text: str) -> tuple[dict[str, Any], str]:
    """The head of a file, checked, and what stands below it."""
    # Needed by Learn alone, which is not what most people open the program for.
    import yaml  # type: ignore[import-untyped]

    _, rule, rest = _unbroken(text).partition("---\n")
    head, end, body = rest.partition("\n---\n")
    if not rule or not end:
        raise BadValue("An article begins with its head, between two lines of three hyphens.")
    try:
        given = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise BadValue(f"Its head cannot be read: {error}") from error
    if not isinstance(given, dict) or set(given) != set(_HEAD):
        raise BadValue(f"Its head has exactly these fields: {', '.join(_HEAD)}.")
    kinds = {"title": str, "order": int, "answer": str, "checked": date, "words": list, "statistics": bool}
    for name, kind in kinds.items():
        if not isinstance(given[name], kind) or given[name] in ("", []):
            raise BadValue(f"Its {name} is not what it should be.")
    if len(sentences(given["answer"])) != 2:
        raise BadValue("Its answer has two sentences.")
    return given, body


def _unbroken(text: str) -> str:
    """The text with each number held to its percent sign: a line that ends between them is read twice."""
    return re.sub(r"(?<=\d) (?=%)", "\N{NO-BREAK SPACE}", text)


def _known_link(target: str, slugs: frozenset[str]) -> None:
    scheme, _, name = target.partition(":")
    if scheme == "learn" and name in slugs:
        return
    if scheme == "page" and re.fullmatch(r"[a-z]+(\?[a-z]+=[\w-]+)?", name):
        return
    raise BadValue(f"It links to {target}, which is no article and no screen.")


def _parts(body: str) -> Iterable[Part]:
    """The parts of a body in their order; blocks and items stand on lines of their own."""
    lines: list[str] = []
    for line in [*body.splitlines(), None]:
        special = None if line is None else _special(line)
        if line is not None and special is None:
            lines.append(line)
            continue
        if passage := "\n".join(lines).strip():
            yield Passage(passage)
        lines = []
        if special is not None:
            yield special


def _special(line: str) -> Block | Item | Fixed | None:
    line = line.strip()
    if found := _ITEM.fullmatch(line):
        if "[" in found[1]:
            raise BadValue("A line of a checklist cites nothing and links nowhere: it is the label of a box.")
        return Item(found[1].strip())
    if line == _CRISIS:
        return Fixed(f"## {safety.CRISIS_TITLE}\n\n{safety.crisis_lines(titled=False)}")
    if found := _BLOCK.fullmatch(line):
        if found[1] not in set(Block):
            raise BadValue(f"There is no block {line}.")
        return Block(found[1])
    if "{{" in line:
        raise BadValue("A block stands on a line of its own.")
    return None


def _cited(parts: Iterable[Part], library: Library) -> Iterable[str]:
    for part in parts:
        if isinstance(part, Block):
            yield from library.keys_of(part)
        elif isinstance(part, Passage):
            yield from cited_in(part.source)


# Words


def cited_in(source: str) -> tuple[str, ...]:
    """The keys a text cites, in order; one cited twice stands twice."""
    return tuple(
        key.strip().removeprefix("@") for marks in _CITATION.findall(source) for key in marks.split(";")
    )


def with_citations(source: str, mark: Callable[[tuple[str, ...]], str]) -> str:
    """The text with each citation, and the space before it, replaced by `mark` of its keys."""
    return _CITATION.sub(lambda found: mark(cited_in(found[0])), source)


def with_links(source: str, link: Callable[[str, str, str], str]) -> str:
    """The text with each link inside replaced by `link` of its words, its kind ("learn" or "page") and its target.

    What can be called, and pages elsewhere, stay as they are: only the fixed text about help has such links.
    """

    def replaced(found: re.Match[str]) -> str:
        kind, _, target = found[2].partition(":")
        return link(found[1], kind, target) if kind in ("learn", "page") else found[0]

    return _LINK.sub(replaced, source)


def plain(source: str) -> str:
    """The words alone, without citations, links and marks of Markdown; headings, items and cells on lines of their own."""
    text = _LINK.sub(r"\1", with_citations(source, lambda _: ""))
    lines = (re.sub(r"^\s*(#+|[-*]|\d+\.|>) +", "", line) for line in text.splitlines())
    cells = (
        re.sub(r" *\| *", "\n", line.strip(" |")) for line in lines if not re.fullmatch(r"[\s|:-]+", line)
    )
    return re.sub(r"\n{2,}", "\n", re.sub(r"[*`]|\b_|_\b", "", "\n".join(cells))).strip()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; each line is at least one."""
    return tuple(
        one.strip()
        for line in text.splitlines()
        for one in re.split(r"(?<=[.!?])[”\"*]*\s+(?=[A-Z0-9“\"*])", line)
        if one.strip()
    )


# Finding


def fold(text: str) -> str:
    """A text without case and accents: what two people may write differently is the same."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(one for one in apart if not unicodedata.combining(one))


def search(articles: Iterable[Article], query: str) -> tuple[Article, ...]:
    """The articles with words of the query (or longer words that begin like them), the nearest first.

    Those with most of the words come first; then title before the list of words before the text; of equals, the one that says
    it more often. All for an empty query. Where no article has a word of it, the one that says when to get help: whoever
    looked for a sign of danger in words that nobody foresaw must not end at an empty list (see `has_words_of`).
    """
    articles = tuple(articles)
    asked = _asked(query)
    if not asked:
        return articles
    ranked = [(_nearness(article, asked), -article.order, article) for article in articles]
    found = sorted((one for one in ranked if one[0][0]), key=lambda one: one[:2], reverse=True)
    return tuple(article for _, _, article in found) or tuple(one for one in articles if one.slug == GET_HELP)


def has_words_of(articles: Iterable[Article], query: str) -> bool:
    """Whether any article has a word of the query. Where none has, `search` leads to help, which is not what was looked for."""
    asked = _asked(query)
    return not asked or any(_nearness(article, asked)[0] for article in articles)


def _asked(query: str) -> tuple[str, ...]:
    """The beginnings of words to look for, each once, without what says nothing, unless that is all there is."""
    words = re.findall(r"[\w'-]+", fold(query))
    telling = [word for word in words if word not in _SAY_NOTHING] or words
    return tuple(dict.fromkeys(_stem(word) for word in telling))


def _stem(word: str) -> str:
    """A word without its end, so that another form of it is found too; a short one stays as it is."""
    word = word.removesuffix("'s")
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= _SHORTEST:
            return word.removesuffix(end)
    return word


def _nearness(article: Article, asked: tuple[str, ...]) -> tuple[int, int, int]:
    """How many of the words an article has, how prominently, and how often."""
    words, weight, often = 0, 0, 0
    for word in asked:
        begins = re.compile(rf"\b{re.escape(word)}")
        times = {name: len(begins.findall(text)) for name, text in article.folded.items()}
        words += any(times.values())
        weight += 100 * bool(times["title"]) + 10 * bool(times["words"]) + bool(times["text"])
        often += times["text"]
    return words, weight, often
