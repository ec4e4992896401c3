// What the driver asks for, and how it is answered: as bench.h has it, for the contestants in Node.

export const PAGE = 1000, HARVEST_PAGE = 100, LATEST = 10;
const THREADS = 16, PROJECTS = 40;

const began = process.hrtime.bigint(), cpuBefore = process.cpuUsage();
const { BENCH_URL, BENCH_PROJECT, BENCH_TOKEN, BENCH_FIRST_ID, BENCH_GETS, BENCH_PRINT } = process.env;

export const url = BENCH_URL, project = BENCH_PROJECT, token = BENCH_TOKEN, firstId = Number(BENCH_FIRST_ID);
export const ids = Array.from({ length: Number(BENCH_GETS) }, (_, index) => firstId + index);
let printing = BENCH_PRINT !== undefined;

export function read(id, number, status, result, definition, definitionName, branch, person) {
    if (printing)
        process.stdout.write([id, number, status, result, definition, definitionName, branch, person].join('\t') + '\n');
    const texts = number.length + status.length + result.length + definitionName.length + branch.length;
    return id + definition + texts + (person ? 1 : 0);
}

/** The sum of what `work` gives for each project of the harvest, as many at once as others have threads. */
export async function eachProject(work) {
    let next = 0, sum = 0;
    await Promise.all(Array.from({ length: THREADS }, async () => {
        while (next < PROJECTS) {
            const added = await work(`Fabrikam-${String(next++).padStart(2, '0')}`);
            sum += added;
        }
    }));
    return sum;
}

export async function run(workloads) {
    const name = process.argv[2];
    if (!(name in workloads))
        throw new Error(`not a workload of this contestant: ${name}`);
    printing ||= name === 'cold';
    const sum = await workloads[name]();
    const wall = Number(process.hrtime.bigint() - began) / 1e9;
    const { user, system } = process.cpuUsage(cpuBefore);
    console.log(JSON.stringify({ sum, wall, cpu: (user + system) / 1e6 }));
}
