"""The part of the `servicestack` package that the classes of an API stand on."""

from typing import Generic, TypeVar

T = TypeVar('T')


class IReturn(Generic[T]):
    pass


class IReturnVoid:
    pass


class IGet:
    pass


class IPost:
    pass


class IPatch:
    pass


class IDelete:
    pass
