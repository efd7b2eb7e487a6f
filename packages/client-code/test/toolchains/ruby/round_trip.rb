# frozen_string_literal: true

# Decodes and encodes the samples of every operation with its classes.

require 'json'
require File.join(ARGV.fetch(0), 'dtos')

samples = JSON.parse(File.read(File.join(ARGV.fetch(0), 'samples.json'), encoding: 'UTF-8'))
results = samples.map do |sample|
  request = Dtos.const_get(sample['name'])
  {
    name: request.type_name,
    method: request.http_method,
    request: request.from_h(sample['request']),
    response: request.response_from(sample['response'])
  }
end
puts results.to_json
