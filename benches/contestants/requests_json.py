"""Builds with requests."""

import requests
from bench import HARVEST_PAGE, LATEST, PAGE, THREADS, Job

job = Job()
session = requests.Session()
session.auth = (job.user, job.pat)
session.mount(job.url, requests.adapters.HTTPAdapter(pool_maxsize=THREADS))


def pages(project, top):
    token = None
    while True:
        query = {"api-version": "7.1", "$top": top, "continuationToken": token}
        answer = session.get(f"{job.url}/{project}/_apis/build/builds", params=query)
        answer.raise_for_status()
        yield answer.json()["value"]
        token = answer.headers.get("x-ms-continuationtoken")
        if not token:
            break


def read(build):
    definition = build["definition"]
    return job.read(
        build["id"],
        build["buildNumber"],
        build["status"],
        build["result"],
        definition["id"],
        definition["name"],
        build["sourceBranch"],
        build["requestedFor"]["displayName"],
    )


def listed(project=job.project, top=PAGE):
    return sum(read(build) for page in pages(project, top) for build in page)


def hold():
    held = list(pages(job.project, PAGE))
    return sum(read(build) for page in held for build in page)


def cold():
    return sum(map(read, next(pages(job.project, LATEST))))


def get_each():
    total = 0
    for id in job.ids:
        answer = session.get(f"{job.url}/{job.project}/_apis/build/builds/{id}", params={"api-version": "7.1"})
        answer.raise_for_status()
        total += read(answer.json())
    return total


def harvest():
    return job.each_project(lambda project: listed(project, HARVEST_PAGE))


def log():
    url = f"{job.url}/{job.project}/_apis/build/builds/{job.ids[0]}/logs/1"
    with session.get(url, stream=True) as answer:
        answer.raise_for_status()
        return sum(map(len, answer.iter_content(64 * 1024)))


job.run(list=listed, hold=hold, cold=cold, get=get_each, harvest=harvest, log=log)
