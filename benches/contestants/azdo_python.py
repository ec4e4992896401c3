"""Builds with azdo from Python."""

import azdo
from bench import HARVEST_PAGE, LATEST, PAGE, Job

job = Job()
client = azdo.Client(job.url, job.pat)


def read(build):
    return job.read(
        build.id,
        build.build_number,
        build.status_name,
        build.result_name,
        build.definition_id,
        build.definition_name,
        build.source_branch,
        build.requested_for_name,
    )


def listed(project=job.project, page_size=PAGE):
    return sum(map(read, client.builds.list(project, page_size=page_size)))


def hold():
    held = list(client.builds.list(job.project, page_size=PAGE).by_page())
    return sum(read(build) for page in held for build in page)


def cold():
    return sum(map(read, client.builds.list(job.project, top=LATEST)))


def get_each():
    return sum(read(client.builds.get(id, job.project)) for id in job.ids)


def harvest():
    return job.each_project(lambda project: listed(project, HARVEST_PAGE))


def log():
    total = 0
    with client.request("GET", f"{job.project}/_apis/build/builds/{job.ids[0]}/logs/1") as response:
        while chunk := response.read():
            total += len(chunk)
    return total


with client:
    job.run(list=listed, hold=hold, cold=cold, get=get_each, harvest=harvest, log=log)
