"""The package's own frozen dataclasses are those of the standard library in all but their cost."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from typing import Any, get_type_hints

import pytest

import minread
from minread import records


@records.dataclass(frozen=True, slots=True)
class Ours:
    """A sample."""

    name: str
    count: int | None
    long: tuple[int, ...] = records.field(repr=False)  # type: ignore[assignment]
    flag: bool = True

    @property
    def double(self) -> str:
        """Something that it can do."""
        return self.name * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A sample."""

    name: str
    count: int | None
    long: tuple[int, ...] = dataclasses.field(repr=False)
    flag: bool = True

    @property
    def double(self) -> str:
        """Something that it can do."""
        return self.name * 2


PUBLIC = [
    each for each in vars(minread).values() if isinstance(each, type) and dataclasses.is_dataclass(each)
]


@pytest.mark.parametrize("look", [
    lambda cls: repr(cls("a", None, (1,))).partition("(")[2],
    lambda cls: str(inspect.signature(cls)),
    lambda cls: cls.__doc__,
    lambda cls: cls.__match_args__,
    lambda cls: cls.__slots__,
    lambda cls: cls("a", 2, long=()).double,
    lambda cls: cls("a", 2, ()) == cls("a", 2, (), True),
    lambda cls: cls("a", 2, ()) != cls("a", 3, ()),
    lambda cls: cls("a", 2, ()) == ("a", 2, (), True),
    lambda cls: hash(cls("a", 2, ())),
    get_type_hints,
    lambda cls: dataclasses.asdict(cls("a", 2, (3,))),
    lambda cls: dataclasses.astuple(dataclasses.replace(cls("a", 2, (3,)), name="b")),
    lambda cls: [(each.name, each.type, each.repr, each.default) for each in dataclasses.fields(cls)],
    lambda cls: hasattr(cls("a", 2, ()), "__dict__"),
    lambda cls: cls("a", 2, ()).__getstate__(),
])  # fmt: skip
def test_what_one_sees_is_the_same(look: Any) -> None:
    assert look(Ours) == look(Theirs)


@pytest.mark.parametrize("cls", [Ours, Theirs])
def test_what_fails_is_the_same(cls: Any) -> None:
    one = cls("a", None, ())
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del one.name
    with pytest.raises(TypeError, match="missing 2 required positional arguments: 'count' and 'long'"):
        cls("a")
    with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
        cls("a", None, (), size=1)


@pytest.mark.parametrize("cls", [Ours, Theirs])
def test_copies_are_equal(cls: Any) -> None:
    one = cls("a", None, (1, 2))
    assert copy.copy(one) == copy.deepcopy(one) == one
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(one, protocol)) == one


@pytest.mark.parametrize("cls", [Ours, Theirs])
def test_one_can_build_on_it(cls: Any) -> None:
    @dataclasses.dataclass(frozen=True)
    class More(cls):  # type: ignore[misc]
        more: int = 0

    more = More("a", 1, (), more=2)
    assert dataclasses.asdict(more) == {"name": "a", "count": 1, "long": (), "flag": True, "more": 2}
    assert more.double == "aa"


def test_the_public_ones_are_dataclasses() -> None:
    names = {each.__name__ for each in PUBLIC}
    assert names >= {"Article", "Block", "PresetAgreement", "PresetInference", "ReadingTime", "SpeedRange"}
    for each in PUBLIC:
        assert dataclasses.fields(each), each


def test_the_import_leaves_out_what_costs() -> None:
    code = (
        "import minread, sys; print(*{'dataclasses', 'inspect', 'csv', 'json', 'pandas'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-I", "-c", code], text=True).split() == []
