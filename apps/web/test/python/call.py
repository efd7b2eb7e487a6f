"""Calls the service whose client code is beside `argv[2]`, and prints what came of it."""

import json
import os
import sys

sys.path.insert(0, sys.argv[2])

from dtos import (  # noqa: E402
    AISessionInfo,
    DeleteAISession,
    GetAISession,
    ListAISessions,
    NewAccount,
    NewAISession,
    NewAISessionAction,
    PatchAISession,
    SortOrders,
)
from servicestack import JsonServiceClient, WebServiceException  # noqa: E402

client = JsonServiceClient(sys.argv[1], os.environ['USER_NAME'], os.environ['PASSWORD'])

account = client.send(NewAccount(name='Northwind'))
session = client.send(NewAISession(account_id=account.id, purpose='From generated code'))
client.send(PatchAISession(session_id=session.id, purpose='Geändert "so"'))
acted = client.send(NewAISessionAction(session_id=session.id, function_name='rename', arguments='{"to":"x"}'))
page = client.send(
    ListAISessions(account_ids=[account.id], count_per_page=5, sort_field='DateCreated', sort_order=SortOrders.DESCEND)
)
found = page.items[0]
deleted = client.send(DeleteAISession(session_id=session.id))
try:
    client.send(GetAISession(session_id=session.id))
    refusal = None
except WebServiceException as error:
    refusal = error.error_code

print(json.dumps({
    'sameSession': isinstance(found, AISessionInfo) and found.id == session.id,
    'accountName': found.account_name,
    'purpose': found.purpose,
    'totalCount': page.total_count,
    'action': acted.actions[0].function_name,
    'deleted': deleted,
    'refusal': refusal,
}))
