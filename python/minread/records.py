"""Frozen dataclasses, without what it costs to import `dataclasses`.

That imports inspect, ast and dis and compiles six functions a class: half of `import minread`. What asks
whether one of these is a dataclass, or for its fields (`dataclasses.asdict`, `replace`), finds them.
"""

from __future__ import annotations

from typing import Any


class field:  # noqa: N801  # as in dataclasses
    """What is special about a field: whether `repr` shows it."""

    def __init__(self, *, repr: bool) -> None:
        self.repr = repr


def dataclass(*, frozen: bool, slots: bool) -> Any:
    """Make a class a dataclass, as `dataclasses.dataclass` does with these options, both of them True."""
    if not (frozen and slots):
        raise NotImplementedError("a record is frozen and has slots")
    return _made


class _Record:
    """What all of them do."""

    __slots__ = ()
    _names = tuple[str, ...]()
    _shown = tuple[str, ...]()

    def __getstate__(self) -> list[Any]:
        return [getattr(self, name) for name in self._names]

    def __setstate__(self, state: list[Any]) -> None:
        for name, value in zip(self._names, state, strict=True):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in self._shown])
        return f"{type(self).__qualname__}({shown})"

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, _Record) or type(self) is not type(other):
            return NotImplemented
        return _Record.__getstate__(self) == _Record.__getstate__(other)

    def __hash__(self) -> int:
        return hash(tuple(_Record.__getstate__(self)))

    def __setattr__(self, name: str, value: object) -> None:
        self._keep("assign to", name)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        self._keep("delete", name)
        super().__delattr__(name)

    def _keep(self, what: str, name: str) -> None:
        """Refuse, but leave to a class that builds on this one what is its own."""
        if name in self._names or not hasattr(self, "__dict__"):
            from dataclasses import FrozenInstanceError  # noqa: PLC0415  # for who tries

            raise FrozenInstanceError(f"cannot {what} field {name!r}")

    def __replace__(self, /, **changes: Any) -> Any:
        from dataclasses import replace  # noqa: PLC0415  # for who asks

        return replace(self, **changes)  # type: ignore[type-var]


class _OfTwin:
    """An attribute that the class has if `dataclasses` makes it, which happens when somebody asks."""

    def __init__(self, plain: type, name: str) -> None:
        self.plain = plain
        self.name = name
        self.value: Any = None

    def __get__(self, instance: object, owner: type) -> Any:
        if self.value is None:
            import dataclasses  # noqa: PLC0415  # for who asks

            names = ("__module__", "__annotations__", *self.plain.__annotations__)
            body = {name: value for name, value in vars(self.plain).items() if name in names}
            for name, value in body.items():
                if isinstance(value, field):
                    body[name] = dataclasses.field(repr=value.repr)
            twin: Any = dataclasses.dataclass(frozen=True)(type(self.plain.__name__, (), body))
            self.value = getattr(twin, self.name)
        return self.value


def _made(plain: type) -> type:
    fields: dict[str, str] = plain.__annotations__
    body = dict(vars(plain))
    special = {name: body.pop(name) for name in fields if name in body}
    defaults = {name: value for name, value in special.items() if not isinstance(value, field)}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body["__slots__"] = body["__match_args__"] = body["_names"] = tuple(fields)
    body["_shown"] = tuple(name for name in fields if getattr(special.get(name), "repr", True))
    body["__init__"] = _initializer(fields, defaults)
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        body[name] = _OfTwin(plain, name)
    return type(plain.__name__, (_Record,), body)


def _initializer(fields: dict[str, str], defaults: dict[str, Any]) -> Any:
    """Compile `__init__`, so that it is quick and its signature tells."""
    asked = ", ".join([f"{name}=defaults[{name!r}]" if name in defaults else name for name in fields])
    lines = "".join([f"\n set(self, {name!r}, {name})" for name in fields])
    scope: dict[str, Any] = {"defaults": defaults, "set": object.__setattr__}
    exec(f"def __init__(self, {asked}):{lines}", scope)
    made = scope["__init__"]
    made.__annotations__ = {**fields, "return": None}
    return made
