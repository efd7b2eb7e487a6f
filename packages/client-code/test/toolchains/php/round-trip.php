<?php

// Decodes and encodes the samples of every operation with its classes.

set_error_handler(function (int $level, string $message, string $file, int $line): never {
    throw new ErrorException($message, 0, $level, $file, $line);
});

require __DIR__ . '/servicestack.php';
require $argv[1] . '/dtos.php';

$samples = json_decode(file_get_contents($argv[1] . '/samples.json'), true, flags: JSON_THROW_ON_ERROR);
$results = [];
foreach ($samples as $sample) {
    $request = ('dtos\\' . $sample['name'])::of($sample['request']);
    $response = null;
    if ($request instanceof ServiceStack\IReturn) {
        $response = $request->createResponse();
        if ($response instanceof ServiceStack\ArrayList) {
            $response = array_map([$response->genericArgs[0], 'of'], $sample['response']);
        } else {
            $response->fromMap($sample['response']);
        }
    }
    $method = $request->getMethod();
    if (!is_a($request, 'ServiceStack\\I' . $method)) throw new Exception("{$sample['name']} is no I{$method}.");
    $results[] = [
        'name' => $request->getTypeName(),
        'method' => $method,
        'request' => $request,
        'response' => $response,
    ];
}
echo json_encode($results, JSON_THROW_ON_ERROR);
