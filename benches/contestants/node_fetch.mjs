// Builds with fetch, as Node has it.
import { HARVEST_PAGE, LATEST, PAGE, eachProject, firstId, ids, project, read, run, token, url } from './bench.mjs';

const headers = { Authorization: `Basic ${Buffer.from(token).toString('base64')}` };

async function get(address) {
    const answer = await fetch(address, { headers });
    if (!answer.ok)
        throw new Error(`${answer.status} ${address}`);
    return answer;
}

async function* pages(project, top) {
    let token = '';
    do {
        const going = token && `&continuationToken=${encodeURIComponent(token)}`;
        const answer = await get(`${url}/${project}/_apis/build/builds?api-version=7.1&$top=${top}${going}`);
        yield (await answer.json()).value;
        token = answer.headers.get('x-ms-continuationtoken') ?? '';
    } while (token);
}

const readBuild = build => read(build.id, build.buildNumber, build.status, build.result, build.definition.id,
    build.definition.name, build.sourceBranch, build.requestedFor.displayName);

const readPage = page => page.reduce((sum, build) => sum + readBuild(build), 0);

async function list(project, top) {
    let sum = 0;
    for await (const page of pages(project, top))
        sum += readPage(page);
    return sum;
}

run({
    list: () => list(project, PAGE),
    hold: async () => {
        const held = [];
        for await (const page of pages(project, PAGE))
            held.push(page);
        return held.reduce((sum, page) => sum + readPage(page), 0);
    },
    cold: async () => readPage((await pages(project, LATEST).next()).value),
    get: async () => {
        let sum = 0;
        for (const id of ids)
            sum += readBuild(await (await get(`${url}/${project}/_apis/build/builds/${id}?api-version=7.1`)).json());
        return sum;
    },
    harvest: () => eachProject(project => list(project, HARVEST_PAGE)),
    log: async () => {
        let bytes = 0;
        for await (const chunk of (await get(`${url}/${project}/_apis/build/builds/${firstId}/logs/1`)).body)
            bytes += chunk.length;
        return bytes;
    },
});
