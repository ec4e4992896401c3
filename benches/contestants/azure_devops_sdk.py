"""Builds with Microsoft's own package, azure-devops.

It keeps the service's continuation token to itself. Those of the bench can be told in advance, so that it gets
beyond the first page at all.
"""

from azure.devops.connection import Connection
from bench import LATEST, PAGE, Job
from msrest.authentication import BasicAuthentication

job = Job()
builds = Connection(base_url=job.url, creds=BasicAuthentication(job.user, job.pat)).clients.get_build_client()


def pages(project, top):
    listed = 0
    while page := builds.get_builds(project, top=top, continuation_token=str(listed) if listed else None):
        yield page
        listed += len(page)
        if len(page) < top:
            break


def read(build):
    return job.read(
        build.id,
        build.build_number,
        build.status,
        build.result,
        build.definition.id,
        build.definition.name,
        build.source_branch,
        build.requested_for.display_name,
    )


def listed():
    return sum(read(build) for page in pages(job.project, PAGE) for build in page)


def hold():
    held = list(pages(job.project, PAGE))
    return sum(read(build) for page in held for build in page)


def cold():
    return sum(map(read, builds.get_builds(job.project, top=LATEST)))


def get_each():
    return sum(read(builds.get_build(job.project, id)) for id in job.ids)


job.run(list=listed, hold=hold, cold=cold, get=get_each)
