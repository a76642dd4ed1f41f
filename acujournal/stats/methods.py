"""How each number came about, for whoever wants to know: method, formula, source, and what may not be concluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Method:
    """One number explained. `sources` are citations with their DOI where there is one."""

    name: str
    words: str
    formula: str
    sources: tuple[str, ...]
    not_this: str


TURNER: Final = (
    "Turner SL and others. Evaluation of statistical methods used in the analysis of interrupted time series studies: a "
    "simulation study. BMC Med Res Methodol 2021;21:181. doi 10.1186/s12874-021-01364-0"
)
WHITNEY: Final = (
    "Whitney CW, Von Korff M. Regression to the mean in treated versus untreated chronic pain. Pain 1992;50:281-285. "
    "doi 10.1016/0304-3959(92)90032-7"
)
FARRAR: Final = (
    "Farrar JT and others. Clinical importance of changes in chronic pain intensity measured on an 11-point numerical pain "
    "rating scale. Pain 2001;94:149-158. doi 10.1016/S0304-3959(01)00349-9"
)
SALAFFI: Final = (
    "Salaffi F and others. Minimal clinically important changes in chronic musculoskeletal pain intensity measured on a "
    "numerical rating scale. Eur J Pain 2004;8:283-291. doi 10.1016/j.ejpain.2003.09.004"
)
DWORKIN: Final = (
    "Dworkin RH and others. Interpreting the clinical importance of treatment outcomes in chronic pain clinical trials: "
    "IMMPACT recommendations. J Pain 2008;9:105-121"
)
BRODERICK: Final = (
    "Broderick JE and others. Can end-of-day reports replace momentary assessment of pain and fatigue? J Pain "
    "2009;10:274-281. doi 10.1016/j.jpain.2008.09.003"
)
KREBS: Final = (
    "Krebs EE and others. Development and initial validation of the PEG. J Gen Intern Med 2009;24:733-738. "
    "doi 10.1007/s11606-009-0981-1"
)
REED: Final = (
    "Reed DE and others. Comparable minimally important differences and responsiveness of Brief Pain Inventory and PEG pain "
    "scales across six trials. J Pain 2024;25:142-152. doi 10.1016/j.jpain.2023.07.028"
)
PARKER: Final = (
    "Parker RI, Vannest KJ. An improved effect size for single-case research: nonoverlap of all pairs. Behav Ther "
    "2009;40:357-367. doi 10.1016/j.beth.2008.10.006"
)
SCHERRER: Final = (
    "Scherrer KH and others. Development and validation of the Collaborative Health Outcomes Information Registry body map. "
    "Pain Rep 2021;6:e880. doi 10.1097/PR9.0000000000000880"
)

#: What all intervals here share.
ENGINE: Final = (
    "Pain on one day resembles pain on the day before, so 30 days tell less than 30 independent numbers would. The interval "
    "allows for that: how much days resemble their neighbours, and how much is mere reading error, is not guessed once but "
    "averaged over 45 possibilities, each weighted by how well it explains your diary. Gaps stay gaps and are never filled."
)
#: The same, where the whole of it stands with another number of the same page.
AS_ABOVE: Final = (
    "The interval allows for days that resemble their neighbours, in the same way as that of the course."
)
ENGINE_FORMULA: Final = (
    "y = X b + e on the logged days; Var(e) = s² (λ φ^gap + (1 − λ) I), φ in 0 … 0.95, λ in 0.25 … 1; restricted likelihood × "
    "flat prior gives the weights w; interval = 2.5 % and 97.5 % points of Σ w · t(n − p)."
)

COURSE: Final = Method(
    name="before and since the first session",
    words=(
        "The number is the plain difference of two averages: the days after the day of the first session, minus the days "
        f"before it, at most the last 28 of them. {ENGINE} An important drop is one of at least 2 points or 30 %."
    ),
    formula=f"mean(after) − mean(before); 30 %: mean(after) − 0.7 · mean(before) < 0. {ENGINE_FORMULA}",
    sources=(TURNER, FARRAR, DWORKIN, SALAFFI, PARKER, WHITNEY),
    not_this=(
        "Not that the sessions did it. People begin when pain is bad, and it then tends to ease; seasons, medicines, rest and "
        "much else change as well. Only comparing treated with untreated time, by chance, could tell these apart."
    ),
)
TREND: Final = Method(
    name="up or down in this period",
    words=(
        f"The straight line that comes closest to all ratings of the chosen period (least squares). {AS_ABOVE} A line over years "
        "means little; choose a shorter period."
    ),
    formula=f"slope = Σ (t − t̄) y / Σ (t − t̄)², times 7 for a week. {ENGINE_FORMULA}",
    sources=(TURNER,),
    not_this="Not that it will go on like this, nor what made it so. Pain rarely moves along a straight line.",
)
RELIEF: Final = Method(
    name="after a session",
    words=(
        "Every logged day stands in one calculation: what pain was on the three days after a session, against what your other "
        "days, the days just before, the drift over time and, where most sessions fell on one weekday, the weekday would lead "
        "one to expect. Days count from at most 28 before the first session on. Because the bad days before a session are in "
        "it, it stays right when sessions are booked on bad days. "
        f"{AS_ABOVE}"
    ),
    formula=(
        "X = [1, days +1 to +3 after a session, days +4 and +5, after the first session, day, weekday if 60 % of the sessions "
        "share one]; the "
        f"number is the second coefficient by generalised least squares, averaged with w. {ENGINE_FORMULA}"
    ),
    sources=(TURNER, WHITNEY),
    not_this=(
        "Not that needles did it: resting, being cared for and expecting relief fall on the same days. Where relief lasts into "
        "the days it is compared with, the number is too small rather than too large."
    ),
)
CURVE: Final = Method(
    name="the relief curve",
    words=(
        "The same calculation with the six days after a session each on their own, up to the next session. The days around "
        "them are what you noted minus what was to be expected; they show when you tended to go, and have no interval. For how "
        "long: days +1, +2 ... are looked at in order, and the first whose interval reaches 0 ends it."
    ),
    formula=f"X as for the days after a session, with one column for each of the days +1 … +6. {ENGINE_FORMULA}",
    sources=(TURNER, WHITNEY),
    not_this=(
        "Not how long relief lasts: only for how many days at least, where that can be told. Single days differ by chance; "
        "do not read each bump."
    ),
)
BESIDE: Final = Method(
    name="stress and sleep",
    words=(
        "How many points pain differs between days with one point more stress (or sleep quality), that day's and the day "
        f"before's together, with the drift over time and, from 28 days on, the weekday taken out. {AS_ABOVE} Several relations "
        "are looked at, so each must be that much surer before it is called one (Bonferroni's correction)."
    ),
    formula=(
        "X = [1, score(t), score(t − 1), day, 6 weekday contrasts from 28 days on], generalised least squares. "
        f"{ENGINE_FORMULA}"
    ),
    sources=(TURNER,),
    not_this="Not which comes first: bad pain makes stress and bad nights too, and a third thing can move both.",
)
WEEK: Final = Method(
    name="the usual week",
    words=(
        f"The plain average of the ratings of each weekday; it needs three of them. {AS_ABOVE} Seven averages always differ, so "
        "look at whether the intervals overlap and not at which is highest."
    ),
    formula=f"mean of the ratings of one weekday; X = one column for each weekday. {ENGINE_FORMULA}",
    sources=(BRODERICK, TURNER),
    not_this="Not that a weekday makes pain. With seven of them one stands out by chance in about one diary in three.",
)
FUNCTION: Final = Method(
    name="the weekly score",
    words=(
        "The weekly score is the mean of the three weekly questions. The number is the average of the weeks that lie wholly "
        f"after the first session minus that of the weeks before it. {AS_ABOVE}"
    ),
    formula=f"mean(weeks after) − mean(weeks before); the gaps are counted in weeks. {ENGINE_FORMULA}",
    sources=(KREBS, REED, TURNER, WHITNEY),
    not_this="Not that the sessions did it, for the same reasons as with pain.",
)
COMPLETE: Final = Method(
    name="how complete it is",
    words=(
        "Days with an average pain of all days of the period, within three days of a session and further away. The question "
        "“what if” puts the mean of your worst quarter of ratings in place of every missing day and looks whether the "
        "word would be another; that diary is never shown."
    ),
    formula="logged ÷ possible days; worst quarter = mean of the highest 25 % of the ratings.",
    sources=(BRODERICK,),
    not_this="Not that missing days were good or bad. Nobody knows, and nothing is filled in.",
)
BODY: Final = Method(
    name="where it hurt",
    words=(
        "For each place, the days on which you marked it, out of the days on which you marked any place or “nowhere”. A "
        "place counts the whole day, however strong the pain was. These are counts of your own days and not an estimate of "
        "anything else, so they have no interval. The halves are the earlier and the later part of the period, cut in the "
        "middle of the calendar."
    ),
    formula="share = days with the place ÷ days with any place or “nowhere”; no day is filled in.",
    sources=(SCHERRER,),
    not_this=(
        "Not that pain has moved: with 54 places some change between two halves by chance alone, and whether one did is not "
        "worked out. Not how strong pain was, and nothing of days without marks. People who mark drawings sometimes mix up "
        "left and right, or places of the back and shoulders next to each other."
    ),
)
