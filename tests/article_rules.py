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
    r"|alerts?|monitors? your|clinically|recommended (?:dose|number)"
    # What is done to pain: who says it of needles says that they were the cause.
    r"|(?:relie[fv]\w*|reduc\w+|eas(?:es?|ed|ing)|treat(?:s|ed|ing)?|lower(?:s|ed)|tak\w+ away|stops?|stopped|fix(?:es|ed)?|ends?)"
    r" (?:the |your |back |neck |chronic |long-lasting |this |their )*(?:pain|stress|worry|anxiety|stiffness|inflammation)"
    # Only ever with "generally" and the figure.
    r"|(?<!generally )safe|harmless|risk-free|without (?:any )?risks?|pain-free)\b",
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
            f"{found[1]}{found[2] or ''} in: {unit}"
            for found in NUMBER.finditer(said)
            if not _is_known(found[1], figures, **_told(said, found))
        ]
    return wrong


def _is_known(written, figures, **told):
    if any(_is_of(written, figure, **told) for figure in figures):
        return True
    # "11.4 in 10,000 patients" names the whole as well as the part.
    wholes = [float(one.replace(",", "")) for figure in figures for one, _ in NUMBER.findall(figure.unit)]
    return not told["is_percent"] and float(written.replace(",", "")) in wholes


def _is_of(written, figure, *, is_percent, is_about, is_end):
    """Whether a number as written is a figure's value or, beside "to", an end of it; behind "about" it may be rounded."""
    number = float(written.replace(",", ""))
    digits = len(written.partition(".")[2])
    return figure.unit.startswith("%") == is_percent and any(
        abs(number - abs(known)) < 1e-9 or (is_about and abs(number - round(abs(known), digits)) < 1e-9)
        for known in (figure.numbers if is_end else (figure.value,))
    )


def _told(said, found):
    """How a number is told: as a share, as roughly so, as an end of a range."""
    before, after = said[: found.start()], said[found.end() :]
    return {
        "is_percent": bool(found[2]),
        "is_about": re.search(r"\b(?:about|roughly)\b", before, re.IGNORECASE) is not None,
        "is_end": before.endswith((" to ", " from ")) or after.lstrip().startswith("to "),
    }


# What a figure is of: the words around it say it too

AGAINST = {
    "sham": r"\bsham\b|\bpretend\b",
    "no acupuncture": r"\bno acupuncture\b|\bwithout acupuncture\b",
    "usual care": r"\busual care\b",
    "the comparison groups": r"\bcomparison groups\b",
}
#: Groups within a trial, as the ends of what their figures are of, and the words for them after the number.
ARMS = {
    ", real acupuncture": r"\breal\b|\bacupuncture\b",
    ", sham": AGAINST["sham"],
    ", usual care alone": r"\busual care\b(?! and acupuncture)",
    ", usual care and acupuncture": r"\busual care and acupuncture\b",
    ", usual care": AGAINST["usual care"],
    ", with a daily pain diary": r"\bwith a diary\b",
    ", with a pain diary": r"\bwith a diary\b",
    ", without a diary": r"\bwithout\b",
}
#: Whom or what a number counts, as a figure's unit says it and as a sentence may.
COUNTED = {
    "patients": r"patients?|people|person",
    "treatments": r"treatments?",
    "difference": r"difference|gap",
    "studies": r"stud(?:y|ies)",
    "practitioners": r"practitioners?|acupuncturists?",
    "years": "years?|aged",
    "SD": r"standard deviations?",
    "mm": "mm",
}
PER = {"patient": COUNTED["patients"], "treatment": COUNTED["treatments"], "needle": "needles?"}
DOWN = re.compile(r"\b(?:lower|less|fewer|fell|falls?|drop\w*|eased?|shrunk|below)\b", re.IGNORECASE)
UP = re.compile(r"\b(?:higher|more pain|rose|rises?|worse|increas\w+|greater|above)\b", re.IGNORECASE)
BETTER = re.compile(r"\b(?:better|recovered|more (?:patients|people|persons?))\b", re.IGNORECASE)
WORSE = re.compile(r"\b(?:worse|fewer|lower|less)\b", re.IGNORECASE)


def figures_misread(source, references):
    """Numbers of a cited source that stand for something else: another comparison, whole, scale or direction."""
    wrong = []
    for unit in units_of(source):
        keys = [key for marks in re.findall(r"⟦([^⟧]*)⟧", unit) for key in marks.split(";")]
        figures = [figure for key in keys for figure in references[key].figures]
        said = re.sub(r"⟦[^⟧]*⟧", lambda found: " " * len(found[0]), unit)
        blanked = YEAR.sub(_blank, SCALE.sub(_blank, said))
        for found in NUMBER.finditer(blanked):
            of_it = [figure for figure in figures if _is_of(found[1], figure, **_told(blanked, found))]
            # A sentence that compares is about a comparison, whatever else the source counted as many of.
            compared = [figure for figure in of_it if figure.against]
            if compared and any(re.search(words, said) for words in AGAINST.values()):
                of_it = compared
            reasons = [_misreading(figure, said, blanked, found) for figure in of_it]
            if reasons and all(reasons):
                wrong.append(f"{found[0].strip()}: {reasons[0]}")
    return wrong


def _blank(found):
    return " " * len(found[0])


def _misreading(figure, said, blanked, found):
    """Why a number is not this figure; nothing where the words around it agree with it."""
    return (
        _other_whole(figure, said, found)
        or _other_scale(figure, said)
        or _other_comparison(figure, said, found)
        or _other_arm(figure, blanked, found)
        or _other_direction(figure, said, found)
    )


def _other_whole(figure, said, found):
    noun = re.split(r"[ ,]", figure.unit.partition(" of 0-")[0])[-1]
    needed = [] if noun in ("%", "") else [COUNTED.get(noun, rf"{noun.removesuffix('s')}s?")]
    needed += [PER[figure.per]] if figure.per else []
    if any(not re.search(rf"\b(?:{words})\b", said, re.IGNORECASE) for words in needed):
        return f"not said to be of {noun}"
    # "860 in 10,000 treatments" in a sentence that speaks of patients as well.
    whole = re.match(r"\s?(?:in|of|per)\s(?:[\d,]+\s|a million\s)?([a-z]+)", said[found.end() :])
    wholes = "|".join([*(COUNTED[one] for one in ("patients", "treatments")), "trials", "needles", "entries"])
    if whole and needed and re.fullmatch(wholes, whole[1]) and not re.fullmatch(needed[-1], whole[1]):
        return f"{whole[1]} instead of {noun}"
    return ""


def _other_scale(figure, said):
    scale = re.search(r"0-(\d+)$", figure.unit)
    if scale is None:
        return ""
    named = set(re.findall(r"\b0(?: to |-)(10|100|24)\b", said))
    return "" if scale[1] in named or (scale[1] == "10" and not named) else f"not said to be of {scale[0]}"


def _other_comparison(figure, said, found):
    named = [
        (max(found.start() - one.end(), one.start() - found.end()), against)
        for against, words in AGAINST.items()
        for one in re.finditer(words, said, re.IGNORECASE)
    ]
    if figure.against is None:
        # "Against usual care it fell by 2 points" is no change that people noticed, and no point of a scale.
        is_size = named and figure.unit.startswith("points") and re.search(r"\b[Aa]gainst\b|\bthan\b", said)
        return "a comparison, which this figure is not" if is_size else ""
    nearest = min(named, default=(0, "nothing"))[1]
    return "" if nearest == figure.against else f"against {nearest} instead of {figure.against}"


def _other_arm(figure, blanked, found):
    arm = next((words for end, words in ARMS.items() if figure.what.endswith(end)), None)
    if arm is None:
        return ""
    after = next((one.start() for one in NUMBER.finditer(blanked, found.end()) if one[2]), len(blanked))
    return "" if re.search(arm, blanked[found.end() : after]) else f"not said to be of {figure.what}"


def _other_direction(figure, said, found):
    if re.search(r"\b(?:less|lower|fewer)\b", figure.what):
        right, wrong = DOWN, UP
    elif re.search(r"\b(?:better|recovered)\b", figure.what):
        right, wrong = BETTER, WORSE
    else:
        return ""
    named = [
        (max(found.start() - one.end(), one.start() - found.end()), is_right)
        for words, is_right in ((right, True), (wrong, False))
        for one in words.finditer(said)
    ]
    return "" if min(named, default=(0, True))[1] else "in the other direction"


WORDS_FOR = {"half a point": "0.5 points", "one point": "1 point", "two points": "2 points"}


def answer_amiss(article, references):
    """Numbers of the two sentences at the top, which cite nothing themselves, that no source of the article has."""
    answer = article.answer
    for words, number in WORDS_FOR.items():
        answer = answer.replace(words, number)
    # A comparison that goes on over a semicolon is two.
    parts = [part.strip(" .") for one in sentences(answer) for part in one.split(";")]
    cited = "\n".join(f"- {part} [@{'; @'.join(article.citations)}]." for part in parts)
    return figures_out_of_place(cited, references) + figures_misread(cited, references)


def figures_without_source(source):
    """Shares and sizes in sentences that cite nothing. One that begins with "Say" is an example, and invented."""
    return [
        f"{number}{percent} in: {unit}"
        for unit in units_of(source)
        if "⟦" not in unit and not unit.startswith("Say ")
        for number, percent in NUMBER.findall(re.sub(r"licence \d\.\d", "", SCALE.sub("", unit)))
        if percent or "." in number
    ]


def telephone_numbers(text):
    """Numbers to call: of three digits or more. For texts about help, where nothing else is counted in hundreds."""
    without_days = re.sub(r"\d{4}-\d\d-\d\d|\(\w+:\d+\)", "", text)
    return set(re.findall(r"(?<![\d.,])\d{3,}(?: \d{3})*(?!\d|[.,]\d|\s?%)", without_days))


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
    figures = [
        figure
        for figure in references[row.key].figures
        if figure.unit == unit and figure.against == getattr(row, "against", None)
    ]
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
