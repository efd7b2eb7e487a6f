"""Calls the service at `argv[3]` with the client in `argv[1]` and the client code in `argv[2]`; prints what came of it."""

import json
import os
import sys

sys.path[:0] = sys.argv[1:3]

from dtos import (  # noqa: E402
    AISessionState,
    ApplyAISession,
    Authenticate,
    DeleteAISession,
    ExportAISessions,
    GetAISession,
    ListAISessions,
    ListAuditEvents,
    NewAccount,
    NewAISession,
    NewAISessionAction,
    PatchAISession,
    SortOrders,
)
from servicestack import JsonServiceClient, WebServiceException  # noqa: E402


def refusal(request):
    try:
        client.send(request)
    except WebServiceException as error:
        status = error.response_status
        return [error.status_code, status.error_code, [one.field_name for one in status.errors or []]]


client = JsonServiceClient(sys.argv[3])
signed_in = client.send(
    Authenticate(provider='credentials', user_name=os.environ['USER_NAME'], password=os.environ['PASSWORD'])
)
account = client.send(NewAccount(name='Northwind'))
session = client.send(NewAISession(account_id=account.id, purpose='Geändert "so" & +'))
patched = client.send(PatchAISession(session_id=session.id, purpose='Changed'))
queued = client.send(
    NewAISessionAction(
        session_id=session.id, function_name='setSessionPurpose', arguments='{"purpose":"Applied"}'
    )
)
page = client.send(
    ListAISessions(
        account_ids=[account.id],
        states=[AISessionState.OPEN, AISessionState.APPLIED],
        sort_field='dateCreated',
        sort_order=SortOrders.DESCEND,
        simplified_paging=False,
    )
)
events = client.send(ListAuditEvents(entity_id=session.id, from_=session.date_created, refused=False))
applied = client.send(ApplyAISession(session_id=session.id))
read = client.send(GetAISession(session_id=session.id))
rows = client.send(ExportAISessions(account_ids=[account.id]))
refused = refusal(PatchAISession(session_id=session.id, purpose='x' * 2_001))

with_basic = JsonServiceClient(sys.argv[3]).set_credentials(os.environ['USER_NAME'], os.environ['PASSWORD'])
made = with_basic.send_all([NewAISession(purpose='a'), NewAISession(purpose='b')])
changed = with_basic.send_all([PatchAISession(session_id=one.id, purpose=f'{one.purpose}!') for one in made])
got = with_basic.send_all([GetAISession(session_id=one.id) for one in made])
pages = with_basic.send_all([ListAISessions(specific_ids=[one.id]) for one in made])
deleted = with_basic.send_all([DeleteAISession(session_id=made[0].id)])
with_basic.send_all_oneway([DeleteAISession(session_id=made[1].id)])
gone = refusal(GetAISession(session_id=made[1].id))
client.send(DeleteAISession(session_id=session.id))

print(
    json.dumps(
        {
            'signedIn': signed_in.user_name,
            'created': session.purpose,
            'patched': [patched.purpose, patched.id == session.id],
            'queued': [queued.pending_actions, queued.actions[0].state],
            'list': [page.total_count, [[one.id == session.id, one.state, one.account_name] for one in page.items]],
            'events': [one.operation for one in events.items],
            'applied': applied.state,
            'read': [read.purpose, read.actions[0].state, read.actions[0].risk, read.pending_actions],
            'rows': [[one.id == session.id, one.purpose, one.state] for one in rows],
            'refused': refused,
            'batch': {
                'created': [one.purpose for one in made],
                'changed': [one.purpose for one in changed],
                'read': [one.purpose for one in got],
                'listed': [[one.purpose for one in page.items] for page in pages],
                'deleted': deleted,
            },
            'gone': gone,
        },
        default=str,
    )
)
