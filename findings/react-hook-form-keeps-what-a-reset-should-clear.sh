#!/bin/sh
# Guess: resetOptions of a form say what happens when its `values` change, as they are documented for, and reset() called
# by hand still empties the form. With react-hook-form 7.92.0 and keepDirtyValues among them, reset() keeps what was
# typed, its field stays among dirtyFields, and isDirty says false all the same: a dialog that is emptied after it has
# saved comes back filled, and a guard for unsaved changes goes on asking. reset(undefined, { keepDirtyValues: false })
# empties it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund --ignore-scripts react-hook-form@7.92.0 react@19.3.0 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createFormControl } from 'react-hook-form';
console.log('react-hook-form', JSON.parse(readFileSync('node_modules/react-hook-form/package.json', 'utf8')).version);
function afterReset(options, ...reset) {
  const form = createFormControl({ defaultValues: { name: '' }, ...options });
  let state = {};
  form.subscribe({ formState: { isDirty: true, dirtyFields: true }, callback: (next) => (state = next) });
  form.register('name');
  form.setValue('name', 'typed', { shouldDirty: true });
  form.reset(...reset);
  return { name: form.getValues('name'), isDirty: state.isDirty, dirtyFields: { ...state.dirtyFields } };
}
const keeping = { resetOptions: { keepDirtyValues: true } };
const seen = {
  'without resetOptions': afterReset({}),
  'with keepDirtyValues in them': afterReset(keeping),
  'and told otherwise by hand': afterReset(keeping, undefined, { keepDirtyValues: false }),
};
for (const [how, state] of Object.entries(seen)) console.log(`reset() ${how}: ${JSON.stringify(state)}`);
assert.equal(seen['without resetOptions'].name, '');
assert.deepEqual(seen['with keepDirtyValues in them'], { name: 'typed', isDirty: false, dirtyFields: { name: true } });
assert.equal(seen['and told otherwise by hand'].name, '');
JS
node run.mjs
