using System.Threading;

namespace Azdo
{
    /// <summary>The projects of an organization.</summary>
    public sealed class Projects
    {
        readonly AzdoClient client;

        internal Projects(AzdoClient client) => this.client = client;

        /// <summary>Every project that the credential can see, over all pages: "Projects - List".</summary>
        public Pageable<Project> List(ProjectQuery? query = null, CancellationToken cancellationToken = default) =>
            new Pageable<Project>(Listing(query), cancellationToken);

        /// <summary>Every project that the credential can see, over all pages: "Projects - List".</summary>
        public AsyncPageable<Project> ListAsync(
            ProjectQuery? query = null, CancellationToken cancellationToken = default) =>
            new AsyncPageable<Project>(Listing(query), cancellationToken);

        Listing<Project> Listing(ProjectQuery? query) =>
            new Listing<Project>(client, (query ?? new ProjectQuery()).Values, Begin);

        static ListHandle<Project> Begin(ClientHandle client, ParamsHandle query)
        {
            AzdoException.Check(Native.azdo_projects_list(client, query, out var list, out var error), error);
            return list;
        }
    }
}
