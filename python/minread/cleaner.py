"""What many pages of a site have in common, learnt from a column."""

from __future__ import annotations

from math import isnan
from typing import Any, TypeAlias

from minread import _core
from minread import columns as kinds
from minread.progress import watched

# As the core takes it: what was learnt, the thresholds, and one site for all or one a row.
Lesson: TypeAlias = tuple[_core.Cleaner, int, float, str | list[str | None] | None]


class Cleaner:
    r"""Learn from many documents which lines are boilerplate, whatever their language.

    A line that stands on many documents of one site is boilerplate. Counted are documents, not
    occurrences; lines are compared by their letters, digits all alike (``12 Comments`` is
    ``7 comments``); a document that repeats another one counts once. It works in the manner of
    scikit-learn, and a fitted one is also an option of `parse`, `clean` and `analyze`.

    A line goes if it stands on `min_documents` documents of its site and on the share `min_share` of
    them. Prose inside the article needs twice of both, the first paragraph below the title never goes
    (it is the teaser of other pages), and the title only where nine pages of ten have it.

    At most 2^21 lines are counted, in at most 64 MB; of more, the rarest are forgotten.

    Parameters
    ----------
    min_documents : int
        On at least so many documents of its site a line must stand; without sites on twice as many.
    min_share : float
        And on at least this share of them, between 0 and 1; without sites the share is not asked.

    Examples
    --------
    >>> import minread
    >>> bodies = ["Hujan turun sejak pagi.", "Pasar lama dibuka lagi.", "Kapal pertama tiba kemarin."]
    >>> pages = [f"{body}\nKabar Lama Setiap Hari" for body in bodies]
    >>> cleaner = minread.Cleaner().fit(pages, site="kabarlama.example")
    >>> minread.parse(pages[0], cleaner=cleaner, site="kabarlama.example").blocks[-1].reason
    'stands on 3 of 3 pages of this site'
    """

    def __init__(self, *, min_documents: int = 3, min_share: float = 0.2) -> None:
        self.min_documents = min_documents
        self.min_share = min_share
        self._learnt: _core.Cleaner | None = None

    def __repr__(self) -> str:
        """Show the parameters and how much was learnt."""
        seen = "not fitted" if self._learnt is None else f"{self.documents} documents"
        return f"Cleaner(min_documents={self.min_documents}, min_share={self.min_share}) <{seen}>"

    @property
    def documents(self) -> int:
        """How many documents were learnt from; repeated ones count once."""
        return 0 if self._learnt is None else self._learnt.documents()

    def fit(
        self,
        column: Any,
        site: Any = None,
        *,
        threads: int | None = None,
        progress: Any = None,
    ) -> Cleaner:
        """Learn from a column, and forget what was learnt before.

        Parameters
        ----------
        column : column of str, bytes or None
            The documents; see `minread.count_words` for what a column is.
        site : str, or a column of str or None, optional
            The name of the site they are from, or of each its own; any name will do.
        threads, progress
            See `minread.count_words`.

        Returns
        -------
        Cleaner
            Itself.

        Raises
        ------
        TypeError
            If `column` is no column, or a value is neither text nor bytes; names the row.
        ValueError
            If there are not as many sites as documents.
        """
        before, self._learnt = self._learnt, None
        try:
            return self.partial_fit(column, site, threads=threads, progress=progress)
        except BaseException:
            self._learnt = before
            raise

    def partial_fit(
        self,
        column: Any,
        site: Any = None,
        *,
        threads: int | None = None,
        progress: Any = None,
    ) -> Cleaner:
        """Learn from a further column; the same as `fit` on all of them together. See `fit`."""
        self._check()
        learnt = _core.Cleaner() if self._learnt is None else self._learnt
        sites = _sites(site)
        with watched(threads, progress) as run:
            kinds.read(lambda rows, how: learnt.learn(rows, sites, how), column, run)
        self._learnt = learnt
        return self

    def transform(
        self,
        column: Any,
        site: Any = None,
        *,
        threads: int | None = None,
        progress: Any = None,
    ) -> Any:
        """Clean a column: `minread.clean` with this cleaner, in the kind of column that was passed.

        Parameters
        ----------
        column, site, threads, progress
            See `fit`.

        Raises
        ------
        ValueError
            If nothing was learnt yet.
        """
        options = (None, "auto", None, None, 0, "en", "flag", "auto", (None, None, None))
        known = lesson(self, site)
        with watched(threads, progress) as run:
            return kinds.answered(
                lambda rows, how: _core.clean(rows, options, how, known), column, None, run, kind="string"
            )

    def fit_transform(
        self,
        column: Any,
        site: Any = None,
        *,
        threads: int | None = None,
        progress: Any = None,
    ) -> Any:
        """`fit`, then `transform` of the same column."""
        run: Any = {"threads": threads, "progress": progress}
        return self.fit(column, site, **run).transform(column, site, **run)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Give the parameters by name; `deep` is what scikit-learn passes, and changes nothing."""
        return {"min_documents": self.min_documents, "min_share": self.min_share}

    def set_params(self, **params: Any) -> Cleaner:
        """Set parameters by name.

        Raises
        ------
        ValueError
            If there is no parameter of that name; lists those there are.
        """
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"parameter must be one of {', '.join(self.get_params())}, got {name!r}")
            setattr(self, name, value)
        return self

    def _check(self) -> None:
        documents, share = self.min_documents, self.min_share
        if not isinstance(documents, int) or isinstance(documents, bool) or not 1 <= documents < 2**31:
            raise ValueError(f"min_documents must be a whole number of 1 or more, got {documents!r}")
        if not isinstance(share, (int, float)) or not 0 <= share <= 1:
            raise ValueError(f"min_share must be a number between 0 and 1, got {share!r}")


def lesson(cleaner: object, site: Any) -> Lesson | None:
    """Give the options ``cleaner=`` and ``site=`` as the core takes them."""
    if cleaner is None:
        if site is not None:
            raise ValueError("site= says from where a cleaner knows a page; pass cleaner= with it")
        return None
    if not isinstance(cleaner, Cleaner):
        raise TypeError(f"cleaner must be a minread.Cleaner or None, got {type(cleaner).__name__}")
    cleaner._check()
    if cleaner._learnt is None:
        raise ValueError("this Cleaner has learnt nothing yet; call fit first")
    return (cleaner._learnt, cleaner.min_documents, float(cleaner.min_share), _sites(site))


def _sites(site: Any) -> str | list[str | None] | None:
    """Give one site for all rows, or a list of one a row."""
    if site is None or isinstance(site, str):
        return site
    listed = next((name for name in ("to_pylist", "to_list", "tolist") if hasattr(site, name)), None)
    if listed is None and not isinstance(site, (list, tuple)):
        raise TypeError(f"site must be a str or a column of str, got {type(site).__name__}")
    names = list(site) if listed is None else getattr(site, listed)()
    # What stands for a missing name in pandas: NaN, and a value of its own.
    missing = ("NAType", "NaTType")
    names = [None if type(name).__name__ in missing or _is_nan(name) else name for name in names]
    for row, name in enumerate(names):
        if name is not None and not isinstance(name, str):
            raise TypeError(f"row {row}: expected a site as str or None, got {type(name).__name__}")
    return names


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and isnan(value)
