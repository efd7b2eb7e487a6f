"""What callers in Python use of the `servicestack` package: the classes to stand on, and a client."""

import base64
import dataclasses
import json
import typing
import urllib.error
import urllib.parse
import urllib.request

T = typing.TypeVar('T')


class IReturn(typing.Generic[T]):
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


class WebServiceException(Exception):
    def __init__(self, status_code, response_status):
        super().__init__(response_status['message'])
        self.status_code = status_code
        self.error_code = response_status['errorCode']


class JsonServiceClient:
    """Sends a request by the verb of its class to the ready-made route of its name."""

    def __init__(self, base_url, username, password):
        self.base_url = base_url
        self.basic = base64.b64encode(f'{username}:{password}'.encode()).decode()

    def send(self, request):
        method = next(verb for verb in (IGet, IPost, IPatch, IDelete) if isinstance(request, verb)).__name__[1:].upper()
        values = {name: value for name, value in json.loads(request.to_json()).items() if value is not None}
        url = f'{self.base_url}/json/reply/{type(request).__name__}'
        headers = {'Accept': 'application/json', 'Authorization': f'Basic {self.basic}'}
        body = None
        if method in ('GET', 'DELETE'):
            url += f'?{urllib.parse.urlencode({name: in_query(value) for name, value in values.items()})}'
        else:
            headers['Content-Type'] = 'application/json'
            body = json.dumps(values).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method)) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise WebServiceException(error.code, json.load(error)['responseStatus']) from error
        return None if isinstance(request, IReturnVoid) else made(request.response_type(), json.loads(text))


def in_query(value):
    return ','.join(value) if isinstance(value, list) else value


def made(cls, value):
    """An object from parsed JSON; a generic class gets the objects that its parameter stands for."""
    generic = typing.get_origin(cls)
    if generic is None:
        return cls.from_dict(value)
    result = generic.from_dict(value)
    (argument,) = typing.get_args(cls)
    for field in dataclasses.fields(generic):
        if getattr(field.type, '__parameters__', ()):
            setattr(result, field.name, [made(argument, one) for one in getattr(result, field.name)])
    return result
