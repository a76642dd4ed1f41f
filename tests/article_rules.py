"""What an article of Learn must not break. Each rule returns what it found wrong; an empty list is well."""

import re

import textstat

from acujournal.education import VERIFIED, cited_in, plain, sentences, with_citations, with_links

#: A number as it is written in a sentence, with its percent sign if it has one. A thousand has a comma.
NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w])\s?(%)?")
#: Ends of scales are not figures of a study, and neither are years.
SCALE = re.compile(r"\b0 to (?:10|100|24)\b|\b0-(?:10|100|24)\b")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,.]\d|\d|\s?%)")
FORBIDDEN = re.compile(
    r"\b(effective(?:ness|ly)?|works|worked|causes?|caused|responders?|pro(?:ves|ved|ven|ves)|significant(?:ly)?"
    r"|no effect|no difference between|cures|heals?|healed|detox\w*|miracle|guarantee[ds]?|medical grade"
    r"|alerts?|monitors? your)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(r"https?:|//|<|!\[|\bsrc=|@import|url\(", re.IGNORECASE)
#: Years at school.
HIGHEST_GRADE = 8


def units_of(source):
    """The text in pieces that may each hold a citation: sentences, list items and cells of tables."""
    kept = with_citations(source, lambda keys: f" ⟦{';'.join(keys)}⟧")
    return sentences(plain(kept))


def figures_out_of_place(source, references):
    """Numbers in a sentence with a citation that are no figure of any source it cites."""
    wrong = []
    for unit in units_of(source):
        keys = [key for marks in re.findall(r"⟦([^⟧]*)⟧", unit) for key in marks.split(";")]
        if not keys:
            continue
        figures = [figure for key in keys for figure in references[key].figures]
        said = YEAR.sub("", SCALE.sub("", re.sub(r"⟦[^⟧]*⟧", "", unit)))
        wrong += [
            f"{number}{percent} in: {unit}"
            for number, percent in NUMBER.findall(said)
            if not _is_known(float(number.replace(",", "")), is_percent=bool(percent), figures=figures)
        ]
    return wrong


def _is_known(number, *, is_percent, figures):
    for figure in figures:
        has_unit = figure.unit.startswith("%") == is_percent
        if has_unit and any(abs(number - abs(known)) < 1e-9 for known in figure.numbers):
            return True
        # "11.4 in 10,000 patients" names the whole as well as the part.
        wholes = [float(one.replace(",", "")) for one, _ in NUMBER.findall(figure.unit)]
        if not is_percent and number in wholes:
            return True
    return False


def citations_amiss(source, references):
    """Cited sources that do not exist, or that nobody has verified."""
    return [key for key in cited_in(source) if key not in references or references[key].status != VERIFIED]


def never_cited(library):
    """Sources that no article and no table names."""
    cited = {key for article in library.articles for key in article.citations}
    return sorted(set(library.references) - cited)


def forbidden_words(text):
    return [found[0] for found in FORBIDDEN.finditer(text)]


def loads_from_outside(source):
    return OUTSIDE.findall(source)


def grade(source):
    """Flesch-Kincaid: years at school needed for the sentences; headings and cells of two words would only flatter."""
    whole = [one for one in sentences(plain(source)) if one[-1] in ".!?”:" and len(one.split()) > 2]
    return textstat.flesch_kincaid_grade(" ".join(whole))


def cited_too_late(source):
    """Citations after the full stop: nobody can tell which sentence they belong to."""
    return re.findall(r"[.!?][”\"*]* ?\[@[^\]]*\]", source)


def row_out_of_place(row, references, *, unit):
    """Numbers of a row of a table that are no figures, in this unit, of the source it names."""
    figures = [figure for figure in references[row.key].figures if figure.unit == unit]
    value = row.per_10000 if hasattr(row, "per_10000") else row.value
    known = [(figure.value, figure.low, figure.high) for figure in figures]
    return [] if (value, row.low, row.high) in known else [(value, row.low, row.high)]


def links_of(source):
    """All links inside, as ("learn" or "page", target)."""
    found = []
    with_links(
        with_citations(source, lambda _: ""), lambda _, kind, target: found.append((kind, target)) or ""
    )
    return found


def words_in(source):
    return len(plain(source).split())
