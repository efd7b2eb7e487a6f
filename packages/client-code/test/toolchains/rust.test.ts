import { describe, expect, it } from 'vitest';
import { codeIn, everything, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

const cargo: Tool = {
  command: 'cargo',
  packages: 'cargo librust-serde-dev librust-serde-derive-dev librust-serde-json-dev',
};

const manifest = `[package]
name = "dtos"
version = "0.1.0"
edition = "2021"

[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[profile.dev]
debug = false
`;

/** The crates that Debian ships, in place of the registry. */
const sources = `[source.crates-io]
replace-with = "debian"

[source.debian]
directory = "/usr/share/cargo/registry"
`;

/** Decodes and encodes the samples of every operation with its structs. */
const program = `#![deny(warnings)]
pub mod dtos;

use dtos::IReturn;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{from_value, json, Value};

fn round_trip<R: IReturn + DeserializeOwned>(sample: &Value) -> Value
where
    R::Response: Serialize,
{
    let request: R = from_value(sample["request"].clone()).unwrap();
    let response: R::Response = from_value(sample["response"].clone()).unwrap();
    json!({ "name": R::TYPE_NAME, "method": R::METHOD, "request": request, "response": response })
}

fn main() {
    let text = std::fs::read_to_string("samples.json").unwrap();
    let samples: Vec<Value> = serde_json::from_str(&text).unwrap();
    let results: Vec<Value> = samples
        .iter()
        .map(|sample| match sample["name"].as_str().unwrap() {
CASES
            other => panic!("there is no {other}"),
        })
        .collect();
    println!("{}", serde_json::to_string(&results).unwrap());
}
`;

function caseOf({ name }: (typeof everything)[number]): string {
  return `            "${name}" => round_trip::<dtos::${name}>(sample),`;
}

const workshop = await workshopWith({
  'Cargo.toml': manifest,
  '.cargo/config.toml': sources,
  'src/main.rs': program.replace('CASES', everything.map(caseOf).join('\n')),
  'src/dtos.rs': codeIn('rust'),
});

describe('Rust', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 300_000 }, async () => {
    expect(roundTrips(await workshop.run(cargo, 'run', '--quiet', '--offline'))).toEqual(expected);
  });
});
