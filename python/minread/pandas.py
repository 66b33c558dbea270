"""``import minread.pandas`` gives every `pandas.Series` of texts the functions of minread.

Examples
--------
>>> import pandas as pd
>>> import minread.pandas
>>> df = pd.DataFrame({"body": ["Satu dua. Tiga.", None]}, index=["a", "b"])
>>> df["body"].minread.count_words()
a       3
b    <NA>
Name: body, dtype: Int64
>>> df["body"].minread.analyze(columns=["sentence_count", "reading_label"])
   sentence_count reading_label
a               2    1 Min Read
b            <NA>           NaN
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from minread.accessors import methods


@pd.api.extensions.register_series_accessor("minread")
@methods(lambda self, function, options: function(self._series, **options))
class SeriesAccessor:
    """`Series.minread`: each method is the function of that name in `minread`, without its first argument."""

    def __init__(self, series: Any) -> None:
        self._series = series
