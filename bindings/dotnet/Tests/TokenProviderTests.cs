using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Azdo;

[Tests]
static class TokenProviderTests
{
    const string Scope = "499b84ac-1321-427f-aa17-267ca6975798/.default";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static AzdoAccessToken Lasting(string token, int minutes) =>
        new AzdoAccessToken(token, DateTimeOffset.UtcNow.AddMinutes(minutes));

    public static async Task A_provider_is_asked_once_for_many_calls()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        var asked = 0;
        var scopes = "";
        using var client = new AzdoClient(service.Url, (scope, token) =>
        {
            scopes += scope;
            Interlocked.Increment(ref asked);
            return Lasting(service.Pat, 60);
        });
        Assert.Equal(0, asked);
        var pages = new BuildQuery { PageSize = 5 };
        var ids = client.Builds.List(service.Project, pages).Select(build => build.Id).ToList();
        Assert.Equal(12, ids.Count);
        Assert.Equal(ids[0], client.Builds.Get(service.Project, ids[0]).Id);
        Assert.Equal(12, (await client.Builds.ListAsync(service.Project, pages).ToList()).Count);
        Assert.Equal(1, client.Projects.List().Count());
        Assert.That((await client.WithTimeout(Patience).Builds.GetJsonAsync(service.Project)).Length > 0);
        using (var response = await client.RequestAsync("GET", "_apis/projects"))
            Assert.That(response.ReadAsString().Contains(service.Project));
        Assert.Equal(1, asked);
        Assert.Equal(Scope, scopes);
    }

    public static void A_token_that_expires_soon_is_replaced()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        var asked = 0;
        using var client = new AzdoClient(service.Url, (scope, token) =>
        {
            Interlocked.Increment(ref asked);
            return Lasting(service.Pat, 4);
        });
        for (var call = 1; call <= 3; call++)
        {
            client.Builds.GetJson(service.Project);
            Assert.Equal(call, asked);
        }
        // Each step to a page is a call, the one to the end among them.
        Assert.Equal(12, client.Builds.List(service.Project, new BuildQuery { PageSize = 5 }).Count());
        Assert.Equal(7, asked);
    }

    public static void A_refused_token_is_replaced_once()
    {
        using var service = new Sandbox(
            "--builds", "12", "--projects", "1", "--fault", "status=401@continuationToken#1");
        var asked = 0;
        var tokens = new[] { Sandbox.Secret, service.Pat };
        AzdoAccessToken Next(string scope, CancellationToken token) =>
            new AzdoAccessToken(tokens[Math.Min(asked++, tokens.Length - 1)], DateTimeOffset.MaxValue);

        using (var client = new AzdoClient(service.Url, Next))
            Assert.That(client.Builds.GetJson(service.Project).Length > 0);
        Assert.Equal(2, asked);

        // A list goes on with another token at the page that was refused, also without its client.
        (asked, tokens) = (0, new[] { service.Pat });
        var brief = new AzdoClient(service.Url, Next);
        using (var builds = brief.Builds.List(service.Project, new BuildQuery { PageSize = 5 }).GetEnumerator())
        {
            Assert.That(builds.MoveNext());
            brief.Dispose();
            var count = 1;
            while (builds.MoveNext())
                count++;
            Assert.Equal(12, count);
        }
        Assert.Equal(2, asked);

        (asked, tokens) = (0, new[] { Sandbox.Secret });
        using var wrong = new AzdoClient(service.Url, Next);
        var refusal = Assert.Throws<AzdoUnauthenticatedException>(() => wrong.Builds.GetJson(service.Project));
        Assert.Equal(401, refusal.HttpStatus);
        Assert.Equal(2, asked);
        Assert.Throws<AzdoUnauthenticatedException>(wrong.RequestAsync("GET", "_apis/projects"));
        Assert.Equal(3, asked);
        tokens = new[] { service.Pat };
        Assert.Throws<AzdoNotFoundException>(() => wrong.Builds.Get(service.Project, 999999));
        Assert.Equal(4, asked);
    }

    public static async Task What_a_provider_throws_comes_out()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        var own = new TimeZoneNotFoundException("of the provider's own");
        var asked = 0;
        using (var client = new AzdoClient(service.Url, (scope, token) =>
            ++asked == 2 ? throw own : Lasting(asked == 4 ? null! : service.Pat, 1)))
        {
            var count = 0;
            var builds = client.Builds.List(service.Project, new BuildQuery { PageSize = 5 });
            Assert.That(Assert.Throws<TimeZoneNotFoundException>(() => count = builds.Count()) == own);
            Assert.That(client.Builds.GetJson(service.Project).Length > 0);
            Assert.Throws<AzdoInvalidArgumentException>(() => client.Builds.GetJson(service.Project));
            Assert.Equal(12, builds.Count());
        }
        using (var client = new AzdoClient(service.Url, async (scope, token) =>
        {
            await Task.Yield();
            throw own;
        }))
        {
            Assert.That(Assert.Throws<TimeZoneNotFoundException>(() => client.Builds.GetJson(service.Project)) == own);
            Assert.That(Assert.Throws<TimeZoneNotFoundException>(client.Builds.GetJsonAsync(service.Project)) == own);
            try
            {
                await client.Builds.ListAsync(service.Project).ToList();
            }
            catch (TimeZoneNotFoundException caught)
            {
                Assert.That(caught == own);
            }
        }
        Func<string, CancellationToken, AzdoAccessToken> none = null!;
        Assert.Throws<ArgumentNullException>(() => new AzdoClient(service.Url, none));
    }

    public static void An_asynchronous_provider()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        var scopes = "";
        using var client = new AzdoClient(service.Url, async (scope, token) =>
        {
            await Task.Delay(50, token);
            scopes += scope;
            return Lasting(service.Pat, 60);
        });
        // One that takes nothing up: what is awaited may not come back here.
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Busy());
        try
        {
            Assert.Equal(12, client.Builds.List(service.Project).Count());
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        Assert.Equal(12, client.Builds.ListAsync(service.Project).ToList().Result.Count);
        Assert.Equal(Scope, scopes);
    }

    sealed class Busy : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) { }
    }

    public static void A_provider_that_waits_is_cancelled()
    {
        using var service = new Sandbox("--builds", "1", "--projects", "1");
        using var client = new AzdoClient(service.Url, async (scope, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return default;
        });
        using var source = new CancellationTokenSource(100);
        var call = client.Builds.GetJsonAsync(service.Project, source.Token);
        Assert.That(Task.WhenAny(call, Task.Delay(Patience)).Result == call, "the call does not end");
        Assert.That(call.IsCanceled);

        Assert.Throws<AzdoTimeoutException>(() => client.WithTimeout(TimeSpan.FromMilliseconds(100)).Builds.GetJson());
        using var other = new CancellationTokenSource(100);
        Assert.Throws<OperationCanceledException>(() => client.WithTimeout(Patience).Builds.GetJson(null, other.Token));

        // One that does not listen.
        using var deaf = new AzdoClient(service.Url, async (scope, token) =>
        {
            await Task.Delay(Timeout.Infinite);
            return default;
        });
        using var last = new CancellationTokenSource(100);
        Assert.Throws<OperationCanceledException>(() => deaf.Builds.GetJson(null, last.Token));
        Assert.Throws<AzdoTimeoutException>(() => deaf.WithTimeout(TimeSpan.FromMilliseconds(100)).Builds.GetJson());
    }

    public static void A_client_disposed_while_its_token_is_asked_for()
    {
        using var service = new Sandbox("--builds", "1", "--projects", "1");
        using var reached = new ManualResetEventSlim();
        using var disposed = new ManualResetEventSlim();
        var client = new AzdoClient(service.Url, (scope, token) =>
        {
            reached.Set();
            disposed.Wait();
            return Lasting(service.Pat, 60);
        });
        var call = client.Builds.GetJsonAsync(service.Project);
        reached.Wait();
        client.Dispose();
        disposed.Set();
        Assert.Throws<ObjectDisposedException>(call);
        Assert.Throws<ObjectDisposedException>(() => client.Builds.GetJson(service.Project));
    }

    public static void Threads_that_need_a_token_at_once()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        foreach (var minutes in new[] { 60, 4 })
        {
            var asked = 0;
            using var client = new AzdoClient(service.Url, (scope, token) =>
            {
                Interlocked.Increment(ref asked);
                Thread.Sleep(20);
                return Lasting(service.Pat, minutes);
            });
            var counts = new int[16];
            var threads = counts.Select((_, index) => new Thread(() =>
                counts[index] = client.Builds.List(service.Project, new BuildQuery { PageSize = 5 }).Count())).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => Assert.That(thread.Join(Patience)));
            Assert.That(counts.All(count => count == 12), string.Join(",", counts));
            Assert.That(asked >= 1 && (minutes == 4 || asked <= 16), $"asked {asked} times");
        }
    }
}
