"""Decodes and encodes the samples of every operation with its classes."""

import json
import sys
import typing

sys.path.insert(0, sys.argv[1])

import dtos  # noqa: E402
import servicestack  # noqa: E402


def round_trip(cls, value):
    """A value made an object, and JSON again. A generic class gets the objects that are in its lists."""
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


def response_of(cls, value):
    if issubclass(cls, servicestack.IReturnVoid):
        return None
    return round_trip(cls.response_type(), value)


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
