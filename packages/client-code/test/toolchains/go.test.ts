import { describe, expect, it } from 'vitest';
import type { ClientOperation } from '../../src/index.ts';
import { answerIn, codeIn, everything, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

/** Nothing may be fetched: the code needs the standard library alone. */
const environment = { GOPROXY: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '' };
const go: Tool = { command: 'go', packages: 'golang-go', environment };
const gofmt: Tool = { command: 'gofmt', packages: 'golang-go' };

/** Decodes and encodes the samples of every operation with its structs. */
const program = `package main

import (
	"encoding/json"
	"fmt"
	"os"

	"example.com/dtos/dtos"
)

type sample struct {
	Name     string          \`json:"name"\`
	Request  json.RawMessage \`json:"request"\`
	Response json.RawMessage \`json:"response"\`
}

type result struct {
	Name     string \`json:"name"\`
	Method   string \`json:"method"\`
	Request  any    \`json:"request"\`
	Response any    \`json:"response"\`
}

func decode(data json.RawMessage, target any) {
	if err := json.Unmarshal(data, target); err != nil {
		panic(err)
	}
}

func requestOf[Request dtos.IRequest](of sample) Request {
	var request Request
	decode(of.Request, &request)
	return request
}

func roundTrip[Request dtos.IReturn[Response], Response any](of sample) result {
	request := requestOf[Request](of)
	response := request.CreateResponse()
	decode(of.Response, &response)
	return result{request.GetTypeName(), request.HttpMethod(), request, response}
}

func roundTripVoid[Request dtos.IReturnVoid](of sample) result {
	request := requestOf[Request](of)
	request.CreateResponseVoid()
	return result{request.GetTypeName(), request.HttpMethod(), request, nil}
}

func main() {
	data, err := os.ReadFile("samples.json")
	if err != nil {
		panic(err)
	}
	var samples []sample
	decode(data, &samples)
	var results []result
	for _, one := range samples {
		switch one.Name {
CASES
		}
	}
	text, err := json.Marshal(results)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}
`;

function caseOf(operation: ClientOperation): string {
  const { name } = operation;
  const answer = answerIn(operation, {
    list: (item) => `[]${item}`,
    generic: (type, typeArguments) => `${type}[${typeArguments}]`,
    name: (plain) => `dtos.${plain}`,
  });
  const call = answer ? `roundTrip[dtos.${name}, ${answer}]` : `roundTripVoid[dtos.${name}]`;
  return `\t\tcase "${name}":\n\t\t\tresults = append(results, ${call}(one))`;
}

const workshop = await workshopWith({
  'go.mod': 'module example.com/dtos\n\ngo 1.19\n',
  'main.go': program.replace('CASES', everything.map(caseOf).join('\n')),
  'dtos/dtos.go': codeIn('go'),
  'func_/dtos.go': codeIn('go', { GlobalNamespace: 'func', AddServiceStackTypes: false }),
});

describe('Go', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 120_000 }, async () => {
    expect(roundTrips(await workshop.run(go, 'run', '.'))).toEqual(expected);
  });

  it('is vetted and formatted', { timeout: 120_000 }, async () => {
    expect(await workshop.run(go, 'vet', './...')).toBe('');
    expect(await workshop.run(gofmt, '-d', 'dtos/dtos.go')).toBe('');
  });
});
