"""Decodes and encodes the samples of every operation with its classes."""

import json
import sys
import typing

sys.path.insert(0, sys.argv[1])

import dtos  # noqa: E402
import servicestack  # noqa: E402


def round_trip(cls, value):
    """A value made an object, and JSON again. A generic class gets the objects that are in its lists."""
    if typing.get_origin(cls) is list:
        (item,) = typing.get_args(cls)
        return [round_trip(item, one) for one in value]
    made = (typing.get_origin(cls) or cls).from_dict(value)
    for argument in typing.get_args(cls):
        made.items = [argument.from_dict(item) for item in value['items']]
    return without_none(json.loads(made.to_json()))


def without_none(value):
    if isinstance(value, dict):
        return {name: without_none(one) for name, one in value.items() if one is not None}
    return [without_none(one) for one in value] if isinstance(value, list) else value


def method_of(cls):
    return next(
        verb
        for verb in ('Get', 'Post', 'Patch', 'Delete')
        if issubclass(cls, getattr(servicestack, f'I{verb}'))
    ).upper()


def response_type_of(cls):
    """
    The type of the answer, from where the client takes it: what `response_type` gives must have type arguments, all of
    them classes; without it, what a base `IReturn` is of.
    """
    if hasattr(cls, 'response_type'):
        answer = cls.response_type()
        if any(isinstance(argument, typing.TypeVar) for argument in answer.__args__):
            raise TypeError(f'{cls.__name__} does not say what {answer} is of.')
        return answer
    (answer,) = [base.__args__[0] for base in cls.__orig_bases__ if typing.get_origin(base) is servicestack.IReturn]
    return answer


def response_of(cls, value):
    if issubclass(cls, servicestack.IReturnVoid):
        return None
    return round_trip(response_type_of(cls), value)


with open(f'{sys.argv[1]}/samples.json', encoding='utf-8') as file:
    samples = json.load(file)

results = []
for sample in samples:
    request = getattr(dtos, sample['name'])
    results.append({
        'name': request.__name__,
        'method': method_of(request),
        'request': round_trip(request, sample['request']),
        'response': response_of(request, sample['response']),
    })
print(json.dumps(results))
