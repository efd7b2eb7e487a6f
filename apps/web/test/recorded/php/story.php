<?php

// Calls the service at $argv[3] with the client in $argv[1] and the client code in $argv[2]; prints what came of it.

set_error_handler(function (int $level, string $message, string $file, int $line): bool {
    // The client itself passes null where PHP 8.1 and later expect text.
    if ($level === E_DEPRECATED) return true;
    throw new ErrorException($message, 0, $level, $file, $line);
});

[, $checkout, $folder, $url] = $argv;
foreach (json_decode(file_get_contents("$checkout/composer.json"), true)['autoload']['files'] as $file) {
    require_once "$checkout/$file";
}
require "$folder/dtos.php";

use dtos\{AISessionState, ApplyAISession, Authenticate, DeleteAISession, ExportAISessions, GetAISession};
use dtos\{ListAISessions, ListAuditEvents, NewAccount, NewAISession, NewAISessionAction, PatchAISession, SortOrders};
use ServiceStack\{JsonConverters, JsonServiceClient, WebServiceException};

$client = new JsonServiceClient($url);

function refusal(mixed $request): array
{
    global $client;
    try {
        $client->send($request);
    } catch (WebServiceException $error) {
        $status = $error->responseStatus;
        return [$error->statusCode, $status->errorCode, array_map(fn($one) => $one->fieldName, $status->errors ?? [])];
    }
    return [];
}

$signedIn = $client->send(new Authenticate(
    provider: 'credentials',
    userName: getenv('USER_NAME'),
    password: getenv('PASSWORD'),
));
$account = $client->send(new NewAccount(name: 'Northwind'));
$session = $client->send(new NewAISession(accountId: $account->id, purpose: 'Geändert "so" & +'));
$patched = $client->send(new PatchAISession(sessionId: $session->id, purpose: 'Changed'));
$queued = $client->send(new NewAISessionAction(
    sessionId: $session->id,
    functionName: 'setSessionPurpose',
    arguments: '{"purpose":"Applied"}',
));
$page = $client->send(new ListAISessions(
    accountIds: [$account->id],
    states: [AISessionState::Open, AISessionState::Applied],
    sortField: 'dateCreated',
    sortOrder: SortOrders::Descend,
    simplifiedPaging: false,
));
// The only form of a date that the client's own converter reads and writes.
$inMilliseconds = $client->get(
    new GetAISession(sessionId: $session->id),
    args: ['jsconfig' => 'DateHandler:TimestampOffset'],
);
$created = JsonConverters::from('DateTime', $inMilliseconds->dateCreated);
$events = $client->send(new ListAuditEvents(
    entityId: $session->id,
    from: JsonConverters::to('DateTime', $created),
    refused: false,
));
$applied = $client->send(new ApplyAISession(sessionId: $session->id));
$read = $client->send(new GetAISession(sessionId: $session->id));
$rows = $client->send(new ExportAISessions(accountIds: [$account->id]));
$refused = refusal(new PatchAISession(sessionId: $session->id, purpose: str_repeat('x', 2_001)));

$withBasic = new JsonServiceClient($url);
$withBasic->setCredentials(getenv('USER_NAME'), getenv('PASSWORD'));
$made = $withBasic->sendAll([new NewAISession(purpose: 'a'), new NewAISession(purpose: 'b')]);
$changed = $withBasic->sendAll(array_map(
    fn($one) => new PatchAISession(sessionId: $one->id, purpose: $one->purpose . '!'),
    $made,
));
$got = $withBasic->sendAll(array_map(fn($one) => new GetAISession(sessionId: $one->id), $made));
$pages = $withBasic->sendAll(array_map(fn($one) => new ListAISessions(specificIds: [$one->id]), $made));
// The client refuses to send a batch of requests that return nothing, unless one way.
$withBasic->sendAllOneWay(array_map(fn($one) => new DeleteAISession(sessionId: $one->id), $made));
$gone = refusal(new GetAISession(sessionId: $made[1]->id));
$client->send(new DeleteAISession(sessionId: $session->id));

$purposes = fn(array $sessions) => array_map(fn($one) => $one->purpose, $sessions);
echo json_encode([
    'signedIn' => $signedIn->userName,
    'created' => $session->purpose,
    'patched' => [$patched->purpose, $patched->id === $session->id],
    'queued' => [$queued->pendingActions, $queued->actions[0]->state],
    'list' => [
        $page->totalCount,
        array_map(fn($one) => [$one->id === $session->id, $one->state, $one->accountName], $page->items),
    ],
    'dates' => $created->format('Y-m-d\TH:i:s.v\Z') === $session->dateCreated,
    'events' => array_map(fn($one) => $one->operation, $events->items),
    'applied' => $applied->state,
    'read' => [$read->purpose, $read->actions[0]->state, $read->actions[0]->risk, $read->pendingActions],
    'rows' => array_map(fn($one) => [$one->id === $session->id, $one->purpose, $one->state], $rows->getArrayCopy()),
    'refused' => $refused,
    'batch' => [
        'created' => $purposes($made),
        'changed' => $purposes($changed),
        'read' => $purposes($got),
        // What a list is of is lost on the client in a batch: its items are arrays.
        'listed' => array_map(fn($page) => array_column($page->items, 'purpose'), $pages),
    ],
    'gone' => $gone,
], JSON_THROW_ON_ERROR);
