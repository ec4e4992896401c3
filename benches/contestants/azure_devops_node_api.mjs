// Builds with Microsoft's own package, azure-devops-node-api.
//
// It keeps the service's continuation token to itself. Those of the bench can be told in advance, so that it gets
// beyond the first page at all.
import { createRequire } from 'node:module';
import { LATEST, PAGE, ids, project, read, run, token, url } from './bench.mjs';

const { WebApi, getBasicHandler } = createRequire(`${process.env.BENCH_NODE_MODULES}/`)('azure-devops-node-api');
const { BuildStatus, BuildResult } =
    createRequire(`${process.env.BENCH_NODE_MODULES}/`)('azure-devops-node-api/interfaces/BuildInterfaces');

const [user, pat] = token.split(':');
const builds = await new WebApi(url, getBasicHandler(user, pat)).getBuildApi();

const page = (top, token) => builds.getBuilds(project, ...Array(11).fill(undefined), top, token);

/** The service's word: the package has made a number of it. */
const word = (words, number) => words[number][0].toLowerCase() + words[number].slice(1);

const readBuild = build => read(build.id, build.buildNumber, word(BuildStatus, build.status),
    word(BuildResult, build.result), build.definition.id, build.definition.name, build.sourceBranch,
    build.requestedFor.displayName);

const readPage = page => page.reduce((sum, build) => sum + readBuild(build), 0);

async function* pages() {
    for (let listed = 0, last = PAGE; last === PAGE; listed += last) {
        const builds = await page(PAGE, listed ? String(listed) : undefined);
        last = builds.length;
        if (last)
            yield builds;
    }
}

run({
    list: async () => {
        let sum = 0;
        for await (const page of pages())
            sum += readPage(page);
        return sum;
    },
    hold: async () => {
        const held = [];
        for await (const page of pages())
            held.push(page);
        return held.reduce((sum, page) => sum + readPage(page), 0);
    },
    cold: async () => readPage(await page(LATEST)),
    get: async () => {
        let sum = 0;
        for (const id of ids)
            sum += readBuild(await builds.getBuild(project, id));
        return sum;
    },
});
