import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A reporter for web-test-runner that leaves the totals, the time and the failing tests of every test file as JSON in `path`,
 * where `scripts/test.js` and `scripts/test-mutations.js` pick them up.
 */
export function suiteReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      const files = sessions.map((session) => {
        const tests = session.testResults ? testsOf(session.testResults) : [];
        const failures = tests.filter((test) => !test.passed && !test.skipped).map(({ name }) => name);
        const failed = failures.length;
        return {
          name: relative(process.cwd(), session.testFile),
          passed: tests.filter((test) => test.passed).length,
          skipped: tests.filter((test) => test.skipped).length,
          // A file that could not be loaded, or logged an error outside a test, failed although no test of it did.
          failed: session.passed ? failed : Math.max(failed, 1),
          failures,
          reasons: [
            ...tests.flatMap(({ name, error }) => (error ? [`${name}: ${error.message}`] : [])),
            ...session.errors.map(({ message }) => message),
          ],
          ms: tests.reduce((sum, test) => sum + (test.duration ?? 0), 0),
        };
      });
      writeFileSync(path, JSON.stringify(files));
    },
  };
}

function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
