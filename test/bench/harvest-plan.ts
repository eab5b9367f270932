import { loadStudy, simulateHarvest } from './simulate-harvest.ts'

/*
 * The harvest of the real study in its worst case, on a clock that jumps over all waiting: what the plan says, and what
 * it takes against imitations of the sites and of the Wayback Machine with its published limits. Exit code 1 where the
 * archive refused, or the harvest took longer than its plan.
 */

const study = await loadStudy()
const documents = new Set(study.editions.map(({ documentKey }) => documentKey)).size
const began = performance.now()
const simulation = await simulateHarvest(study, documents)
const { items, obtained, failed, plannedHours, hours, plannedRequests, requests, refused, leastSpacing } = simulation
const reasons = Array.from(failed, ([reason, count]) => `${count} ${reason}`).join(', ')
process.stdout.write(
  `${documents} documents × ${study.spec.snapshots.length} snapshots, ${items} to ask for, all from the archive\n` +
    `plan:       ${plannedHours.toFixed(2)} hours, ${plannedRequests} requests at most\n` +
    `simulation: ${hours.toFixed(2)} hours, ${requests} requests, ${refused} refused by the archive, ` +
    `at least ${leastSpacing.toFixed(2)} s between two to it\n` +
    `            ${obtained} obtained${reasons === '' ? '' : `; ${reasons}`}\n` +
    `            (${((performance.now() - began) / 1000).toFixed(1)} seconds of real time)\n`,
)
// The archive's first question waits for the first live answers.
process.exitCode = refused === 0 && hours <= plannedHours + 1 / 60 ? 0 : 1
