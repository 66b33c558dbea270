"""Which tool states the minutes that pages claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from minread import _core

if TYPE_CHECKING:
    from dataclasses import dataclass, field
else:
    from minread.records import dataclass, field

_Numbers: TypeAlias = float | Iterable[Any] | None


@dataclass(frozen=True, slots=True)
class PresetAgreement:
    """How often a preset gives the claimed minutes.

    Attributes
    ----------
    name : str
        The preset.
    wpm : float
        Words (or characters, where it counts those) a minute: of the preset's speeds, which may differ
        by language, the one that agrees best.
    rows : int
        Claims that it agrees with.
    share : float
        Of all rows, 0 to 1.
    """

    name: str
    wpm: float
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class SpeedRange:
    """The speeds under which a rounding gives most of the claimed minutes.

    Attributes
    ----------
    rounding : str
        ``"floor"``, ``"half_up"``, ``"ceil"``, or ``"foxiz"`` (one more when over 30 seconds are left).
    low, high : float
        Words a minute; `high` is infinite where no claim bounds it. Of several stretches the widest.
    rows : int
        Claims that agree at any speed in between.
    share : float
        Of all rows, 0 to 1.
    """

    rounding: str
    low: float
    high: float
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class PresetInference:
    """What `infer_preset` found.

    Attributes
    ----------
    rows : int
        Rows that were used: those without a null.
    presets : tuple of PresetAgreement
        Presets that agree with any row, those that agree most often first, ties in the order of the table.
    speeds : tuple of SpeedRange
        One for each rounding.

    Examples
    --------
    >>> import minread
    >>> minread.infer_preset(words=[514, 190], minutes=[4, 1]).presets[0].name
    'foxiz'
    """

    rows: int
    presets: tuple[PresetAgreement, ...]
    speeds: tuple[SpeedRange, ...] = field(repr=False)


def infer_preset(*, words: _Numbers, minutes: _Numbers, characters: _Numbers = None) -> PresetInference:
    """Infer from claimed minutes which preset states them, and at what speed.

    Parameters
    ----------
    words : number or iterable of numbers
        Words of each page, as ``count_words(text, unit="whitespace")`` counts them; each preset takes them
        for what it counts.
    minutes : number or iterable of numbers
        What each page claims, such as `Article.site_minutes`.
    characters : number or iterable of numbers, optional
        Characters that are not white space. Presets that count characters take part only with them.

        All columns have one length; rows with a null (None, NaN, ``pd.NA``) are left out.

    Returns
    -------
    PresetInference

    Raises
    ------
    TypeError
        If a value is no number; names the column and the row.
    ValueError
        If a number is negative or infinite, or if the columns differ in length.

    Notes
    -----
    A minute is also what most tools show for less than one, so a claim of 1 bounds `SpeedRange.low` only,
    but for ``"foxiz"``, which shows 0.

    Examples
    --------
    >>> import minread
    >>> found = minread.infer_preset(words=[514, 190, 200, 1300, None], minutes=[4, 1, 2, 10, 7])
    >>> found.rows, found.presets[0]
    (4, PresetAgreement(name='foxiz', wpm=130.0, rows=4, share=1.0))
    >>> {range.rounding: (round(range.low, 1), round(range.high, 1)) for range in found.speeds}["foxiz"]
    (125.3, 131.9)
    """
    rows, presets, speeds = _core.infer_preset(words, minutes, characters)

    def share(agreeing: int) -> float:
        return agreeing / rows if rows else 0.0

    return PresetInference(
        rows=rows,
        presets=tuple(
            PresetAgreement(name, wpm, agreeing, share(agreeing))
            for name, wpm, agreeing in presets
            if agreeing
        ),
        speeds=tuple(
            SpeedRange(name, low, high, agreeing, share(agreeing)) for name, low, high, agreeing in speeds
        ),
    )
