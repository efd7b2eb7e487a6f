# frozen_string_literal: true

# Calls the service at ARGV[2] with the client in ARGV[0] and the client code in ARGV[1]; prints what came of it.

checkout, folder, url = ARGV
# Requiring 'servicestack' as a whole does not bring JsonServiceClient along.
%w[response_status web_service_exception service_client_base json_service_client].each do |file|
  require File.join(checkout, 'lib/servicestack', file)
end
require File.join(folder, 'dtos')
include Dtos

CLIENT = ServiceStack::JsonServiceClient.new(url).set_credentials(ENV.fetch('USER_NAME'), ENV.fetch('PASSWORD'))

def call(request)
  type = request.class
  CLIENT.send(request, method: type.http_method, response_type: type.response_type)
end

def refusal(request)
  call(request)
rescue ServiceStack::WebServiceException => e
  [e.status_code, e.error_code, e.response_status.errors.map { |one| one['fieldName'] }]
end

signed_in = call(
  Authenticate.new(provider: 'credentials', user_name: ENV.fetch('USER_NAME'), password: ENV.fetch('PASSWORD'))
)
account = call(NewAccount.new(name: 'Northwind'))
session = call(NewAISession.new(account_id: account.id, purpose: 'Geändert "so" & +'))
patched = call(PatchAISession.new(session_id: session.id, purpose: 'Changed'))
queued = call(
  NewAISessionAction.new(
    session_id: session.id, function_name: 'setSessionPurpose', arguments: '{"purpose":"Applied"}'
  )
)
page = call(
  ListAISessions.new(
    account_ids: [account.id],
    states: [AISessionState::OPEN, AISessionState::APPLIED],
    sort_field: 'dateCreated',
    sort_order: SortOrders::DESCEND,
    simplified_paging: false
  )
)
events = call(ListAuditEvents.new(entity_id: session.id, from: session.date_created, refused: false))
applied = call(ApplyAISession.new(session_id: session.id))
read = call(GetAISession.new(session_id: session.id))
rows = ExportAISessions.response_from(call(ExportAISessions.new(account_ids: [account.id])))
refused = refusal(PatchAISession.new(session_id: session.id, purpose: 'x' * 2_001))
call(DeleteAISession.new(session_id: session.id))
gone = refusal(GetAISession.new(session_id: session.id))

puts JSON.generate(
  {
    signedIn: signed_in.user_name,
    created: session.purpose,
    patched: [patched.purpose, patched.id == session.id],
    queued: [queued.pending_actions, queued.actions[0].state],
    list: [page.total_count, page.items.map { |one| [one.id == session.id, one.state, one.account_name] }],
    events: events.items.map(&:operation),
    applied: applied.state,
    read: [read.purpose, read.actions[0].state, read.actions[0].risk, read.pending_actions],
    rows: rows.map { |one| [one.id == session.id, one.purpose, one.state] },
    refused: refused,
    gone: gone
  }
)
